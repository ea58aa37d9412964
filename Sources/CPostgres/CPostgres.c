#include "CPostgres.h"

#include <dlfcn.h>

static const char *const names[] = {
    "libpq.so.5", "libpq.5.dylib", "/opt/homebrew/opt/libpq/lib/libpq.5.dylib", "/usr/local/opt/libpq/lib/libpq.5.dylib",
};

const char *CPostgresLoad(CPostgresLibrary *library) {
    void *handle = NULL;
    for (size_t index = 0; handle == NULL && index < sizeof names / sizeof *names; index++) {
        handle = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
    }
    if (handle == NULL) { return "libpq.so.5 is not installed (on Debian: apt install libpq5)"; }

#define LOAD(field, name) \
    if ((*(void **)&library->field = dlsym(handle, name)) == NULL) { return "libpq.so.5 lacks " name; }
    LOAD(connectdbParams, "PQconnectdbParams")
    LOAD(finish, "PQfinish")
    LOAD(status, "PQstatus")
    LOAD(transactionStatus, "PQtransactionStatus")
    LOAD(errorMessage, "PQerrorMessage")
    LOAD(setNoticeProcessor, "PQsetNoticeProcessor")
    LOAD(exec, "PQexec")
    LOAD(prepare, "PQprepare")
    LOAD(sendQueryPrepared, "PQsendQueryPrepared")
    LOAD(setSingleRowMode, "PQsetSingleRowMode")
    LOAD(getResult, "PQgetResult")
    LOAD(putCopyData, "PQputCopyData")
    LOAD(putCopyEnd, "PQputCopyEnd")
    LOAD(resultStatus, "PQresultStatus")
    LOAD(resultErrorField, "PQresultErrorField")
    LOAD(ntuples, "PQntuples")
    LOAD(nfields, "PQnfields")
    LOAD(fname, "PQfname")
    LOAD(ftype, "PQftype")
    LOAD(getisnull, "PQgetisnull")
    LOAD(getvalue, "PQgetvalue")
    LOAD(getlength, "PQgetlength")
    LOAD(cmdStatus, "PQcmdStatus")
    LOAD(cmdTuples, "PQcmdTuples")
    LOAD(clear, "PQclear")
#undef LOAD
    return NULL;
}
