"""A real Label Studio server, where its environment is installed."""

import os
import pathlib
import socket
import subprocess
import time

import pytest
import requests

from running import OWNER, ROOT


def start(folder):
    home = pathlib.Path(os.environ.get("VESALIUS_LABEL_STUDIO") or ROOT / ".venv/label-studio")
    program = home / "bin/label-studio"
    if not program.exists():
        pytest.skip(f"Label Studio is not installed in {home}")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = dict(os.environ, COLLECT_ANALYTICS="0", LATEST_VERSION_CHECK="0", SENTRY_DSN="", FRONTEND_SENTRY_DSN="")
    log = open(folder / "label-studio.log", "wb")
    process = subprocess.Popen(
        [
            str(program), "start", "--no-browser", "--port", str(port), "--data-dir", str(folder / "label-studio"),
            "--username", OWNER["email"], "--password", "password-12345", "--user-token", OWNER["token"],
            "--enable-legacy-api-token",
        ],
        env=environment, stdout=log, stderr=log, start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if requests.get(url + "/health", timeout=5).ok:
                return process, url
        except requests.RequestException:
            time.sleep(0.3)
    process.kill()
    raise RuntimeError(f"Label Studio did not start: {(folder / 'label-studio.log').read_text()[-2000:]}")
