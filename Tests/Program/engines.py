"""The stores a server can stand on."""

import glob
import os
import shutil
import subprocess
import uuid
from urllib.parse import urlsplit


def available():
    return ["sqlite", "postgres"] if os.environ.get("TEST_POSTGRES_URL") else ["sqlite"]


def environment(engine):
    """Yields the environment of a server on an empty store, and removes a database that was made for it."""
    if engine == "sqlite":
        yield {"DATABASE_URL": None}
        return
    url = os.environ["TEST_POSTGRES_URL"]
    name = f"vesalius_{uuid.uuid4().hex}"
    run(url, f"CREATE DATABASE {name}")
    yield {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
    run(url, f"DROP DATABASE {name} WITH (FORCE)")


def run(url, statement):
    program = shutil.which("psql") or sorted(glob.glob("/usr/lib/postgresql/*/bin/psql"))[-1]
    subprocess.run([program, "-q", "-c", statement, url], check=True, stdout=subprocess.DEVNULL)
