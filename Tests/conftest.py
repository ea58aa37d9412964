"""A running Vesalius for the tests that speak to one: a new folder and a free port for each session."""

import os
import pathlib

import pytest

from running import OWNER, ROOT, Server  # noqa: F401, the tests import them from here


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A server without demo projects that tests share; each test makes projects of its own."""
    running = Server(tmp_path_factory.mktemp("server") / "data", "--no-demo", "--test-reset").start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def sample_data():
    """Real sample files, where the machine has them."""
    folder = pathlib.Path(os.environ.get("VESALIUS_TEST_DATA") or ROOT.parent / "shared/data")
    if not folder.is_dir():
        pytest.skip(f"no sample data in {folder}")
    return folder
