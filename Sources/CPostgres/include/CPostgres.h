#pragma once

#include <stddef.h>

/// The part of libpq's interface that Storage uses, filled in when the program first needs PostgreSQL, so that an
/// installation which stays with SQLite needs neither libpq nor its headers.
///
/// Types and constants are those of libpq's stable ABI (libpq.so.5), named as there without the prefix.
typedef struct CPostgresConnection CPostgresConnection;
typedef struct CPostgresResult CPostgresResult;

typedef struct {
    CPostgresConnection *(*connectdbParams)(const char *const *keywords, const char *const *values, int expandDBName);
    void (*finish)(CPostgresConnection *);
    int (*status)(const CPostgresConnection *);
    int (*transactionStatus)(const CPostgresConnection *);
    char *(*errorMessage)(const CPostgresConnection *);
    void (*(*setNoticeProcessor)(CPostgresConnection *, void (*)(void *, const char *), void *))(void *, const char *);

    CPostgresResult *(*exec)(CPostgresConnection *, const char *text);
    CPostgresResult *(*prepare)(
        CPostgresConnection *, const char *name, const char *text, int count, const unsigned int *types);
    int (*sendQueryPrepared)(
        CPostgresConnection *, const char *name, int count, const char *const *values, const int *lengths,
        const int *formats, int resultFormat);
    int (*setSingleRowMode)(CPostgresConnection *);
    CPostgresResult *(*getResult)(CPostgresConnection *);

    int (*putCopyData)(CPostgresConnection *, const char *bytes, int count);
    int (*putCopyEnd)(CPostgresConnection *, const char *error);

    int (*resultStatus)(const CPostgresResult *);
    char *(*resultErrorField)(const CPostgresResult *, int field);
    int (*ntuples)(const CPostgresResult *);
    int (*nfields)(const CPostgresResult *);
    char *(*fname)(const CPostgresResult *, int column);
    unsigned int (*ftype)(const CPostgresResult *, int column);
    int (*getisnull)(const CPostgresResult *, int row, int column);
    char *(*getvalue)(const CPostgresResult *, int row, int column);
    int (*getlength)(const CPostgresResult *, int row, int column);
    char *(*cmdStatus)(CPostgresResult *);
    char *(*cmdTuples)(CPostgresResult *);
    void (*clear)(CPostgresResult *);
} CPostgresLibrary;

/// ConnStatusType
enum { CPostgresConnectionOK = 0 };

/// PGTransactionStatusType
enum { CPostgresTransactionIdle = 0, CPostgresTransactionFailed = 3 };

/// ExecStatusType
enum {
    CPostgresCommandOK = 1,
    CPostgresTuplesOK = 2,
    CPostgresCopyIn = 4,
    CPostgresSingleTuple = 9,
};

/// Loads libpq into `library`; answers NULL, or why it could not.
const char *CPostgresLoad(CPostgresLibrary *library);
