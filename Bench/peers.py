"""The two servers that are compared, each started as its own documents say."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOKEN = "0123456789abcdef0123456789abcdef01234567"
EMAIL, PASSWORD = "owner@example.org", "correct horse battery"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Peer:
    """A server process in a folder of its own."""

    name = ""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder) / self.name.replace(" ", "-")
        self.folder.mkdir(parents=True)
        self.process = None
        self.port = 0

    def command(self):
        raise NotImplementedError

    def environment(self):
        return dict(os.environ)

    def start(self):
        """Starts and answers the seconds until the first answer of /health."""
        self.port = free_port()
        log = open(self.folder.parent / f"{self.folder.name}.log", "ab")
        begin = time.perf_counter()
        self.process = subprocess.Popen(
            self.command(), env=self.environment(), stdout=log, stderr=log, start_new_session=True
        )
        while True:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} stopped: see {log.name}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5) as answer:
                    if answer.status == 200:
                        return time.perf_counter() - begin
            except OSError:
                time.sleep(0.002)

    def stop(self):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def memory(self):
        """Resident megabytes of the process and its children."""
        total = 0
        for status in pathlib.Path("/proc").glob("[0-9]*/status"):
            try:
                if os.getpgid(int(status.parent.name)) != self.process.pid:
                    continue
                fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
                total += int(fields.get("VmRSS", "0 kB").split()[0])
            except (OSError, ValueError):
                continue
        return total / 1024


class LabelStudio(Peer):
    """Label Studio with its default set-up: SQLite, one process."""

    name = "Label Studio"

    def command(self):
        folder = os.environ.get("VESALIUS_LABEL_STUDIO") or ROOT / ".venv/label-studio"
        return [
            str(pathlib.Path(folder) / "bin/label-studio"), "start", "--no-browser", "--port", str(self.port),
            "--data-dir", str(self.folder), "--username", EMAIL, "--password", PASSWORD,
            "--user-token", TOKEN, "--enable-legacy-api-token", "--log-level", "ERROR",
        ]

    def environment(self):
        return dict(
            os.environ, LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK="1", COLLECT_ANALYTICS="0", LATEST_VERSION_CHECK="0",
            SENTRY_DSN="", FRONTEND_SENTRY_DSN="",
        )


class Vesalius(Peer):
    """The release build of this checkout."""

    name = "Vesalius"

    def command(self):
        binary = os.environ.get("VESALIUS_BINARY") or ROOT / ".build/release/vesalius"
        return [str(binary), "serve", "--port", str(self.port), "--data", str(self.folder), "--no-demo"]

    def environment(self):
        return dict(
            os.environ, VESALIUS_OWNER_EMAIL=EMAIL, VESALIUS_OWNER_PASSWORD=PASSWORD, VESALIUS_OWNER_TOKEN=TOKEN
        )


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)
