"""A running Vesalius: one process on a free port."""

import os
import pathlib
import socket
import subprocess
import time

import requests

ROOT = pathlib.Path(__file__).resolve().parent.parent
OWNER = {"email": "owner@example.org", "password": "correct horse battery", "token": "0123456789abcdef0123456789abcdef01234567"}


class Server:
    """One `vesalius serve` process."""

    def __init__(self, folder, *arguments, binary=None, environment=None):
        self.folder = pathlib.Path(folder)
        self.binary = binary or os.environ.get("VESALIUS_BINARY") or str(ROOT / ".build/debug/vesalius")
        self.arguments = list(arguments)
        self.environment = environment or {}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        environment = dict(
            os.environ,
            VESALIUS_OWNER_EMAIL=OWNER["email"],
            VESALIUS_OWNER_PASSWORD=OWNER["password"],
            VESALIUS_OWNER_TOKEN=OWNER["token"],
        )
        # None takes a setting away: a server without an owner, say.
        for name, value in self.environment.items():
            environment.pop(name, None) if value is None else environment.update({name: value})
        self.log = open(self.folder.parent / f"{self.folder.name}.log", "ab")
        self.process = subprocess.Popen(
            [self.binary, "serve", "--host", "127.0.0.1", "--port", str(self.port), "--data", str(self.folder), *self.arguments],
            env=environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server stopped at once: see {self.log.name}")
            try:
                if requests.get(self.url + "/health", timeout=5).ok:
                    return self
            except requests.RequestException:
                time.sleep(0.02)
        raise RuntimeError("the server did not answer within a minute")

    def stop(self, kill=False):
        if self.process and self.process.poll() is None:
            self.process.kill() if kill else self.process.terminate()
            self.process.wait(timeout=30)
        self.log.close()

    @property
    def headers(self):
        return {"Authorization": f"Token {OWNER['token']}"}

    def api(self, method, path, expect=None, **options):
        headers = {**self.headers, **options.pop("headers", {})}
        answer = requests.request(method, self.url + path, headers=headers, timeout=120, **options)
        if expect is not None:
            assert answer.status_code == expect, f"{method} {path}: {answer.status_code} {answer.text[:2000]}"
        return answer

    def command(self, *arguments, check=True):
        """Runs another command of the program on the same folder; what it printed."""
        ran = subprocess.run([self.binary, *arguments, "--data", str(self.folder)], env=dict(os.environ, **self.environment),
                             capture_output=True, text=True, timeout=600)
        assert not check or ran.returncode == 0, f"{' '.join(arguments)}: {ran.returncode}\n{ran.stdout}{ran.stderr}"
        return ran.stdout
