"""The server of these tests: on SQLite, and on PostgreSQL too where TEST_POSTGRES_URL names one."""

import pytest

import engines
from running import Server


@pytest.fixture(scope="session", params=engines.available())
def store(request):
    """The environment of a server on a store that all tests share."""
    yield from engines.environment(request.param)


@pytest.fixture(params=engines.available())
def new_store(request):
    """The environment of a server on a store of the test's own."""
    yield from engines.environment(request.param)


@pytest.fixture(scope="session")
def server(store, tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("server") / "data", "--no-demo", "--test-reset", environment=store).start()
    yield running
    running.stop()
