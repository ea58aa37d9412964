"""A real PACS for tests: Orthanc on the loopback with a folder of its own, ended by its process id."""

import json
import pathlib
import shutil
import socket
import subprocess
import time

import requests

PLUGIN = pathlib.Path("/usr/share/orthanc/plugins/libOrthancDicomWeb.so")
PROGRAM = shutil.which("Orthanc") or "/usr/sbin/Orthanc"


def is_installed():
    return PLUGIN.exists() and pathlib.Path(PROGRAM).exists()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Orthanc:
    """One Orthanc; with `user` it wants Basic credentials."""

    def __init__(self, folder, user=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port, self.dicom = free_port(), free_port()
        self.rest = f"http://127.0.0.1:{self.port}"
        self.url = self.rest + "/dicom-web"
        self.user = user
        self.auth = user
        configuration = {
            "Name": "test",
            "StorageDirectory": str(self.folder / "storage"),
            "IndexDirectory": str(self.folder / "storage"),
            "HttpPort": self.port,
            "DicomPort": self.dicom,
            "DicomAet": "TESTPACS",
            "DicomCheckCalledAet": False,
            "RemoteAccessAllowed": False,
            "AuthenticationEnabled": user is not None,
            "RegisteredUsers": {user[0]: user[1]} if user else {},
            "Plugins": [str(PLUGIN)],
            "DicomWeb": {"Enable": True, "Root": "/dicom-web/"},
        }
        self.configuration = self.folder / "orthanc.json"
        self.configuration.write_text(json.dumps(configuration))

    def start(self):
        self.log = open(self.folder / "orthanc.log", "ab")
        self.process = subprocess.Popen([PROGRAM, str(self.configuration)], stdout=self.log, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert self.process.poll() is None, (self.folder / "orthanc.log").read_text()[-2000:]
            try:
                if requests.get(self.rest + "/system", auth=self.auth, timeout=5).ok:
                    return self
            except requests.RequestException:
                pass
            time.sleep(0.05)
        raise RuntimeError("Orthanc did not answer within a minute")

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)
        self.log.close()

    def add(self, path):
        """Stores a file in Orthanc's own way and answers what it says."""
        answer = requests.post(self.rest + "/instances", data=pathlib.Path(path).read_bytes(), auth=self.auth, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def get(self, path, **headers):
        return requests.get(self.url + path, headers={k.replace("_", "-"): v for k, v in headers.items()}, auth=self.auth, timeout=60)

    def studies(self):
        return {one["0020000D"]["Value"][0]: one for one in self.get("/studies", Accept="application/dicom+json").json()}


def stow(url, files, **options):
    """A multipart/related body of files, posted."""
    boundary = "0123456789-a-boundary"
    body = b""
    for data in files:
        body += b"--" + boundary.encode() + b"\r\nContent-Type: application/dicom\r\n\r\n" + data + b"\r\n"
    body += b"--" + boundary.encode() + b"--\r\n"
    headers = {
        "Content-Type": f'multipart/related; type="application/dicom"; boundary={boundary}',
        "Accept": "application/dicom+json",
        **options.pop("headers", {}),
    }
    return requests.post(url, data=body, headers=headers, timeout=120, **options)


def parts(answer):
    """The bodies of a multipart/related answer."""
    boundary = answer.headers["Content-Type"].split("boundary=")[1].split(";")[0].strip('"').encode()
    pieces = answer.content.split(b"--" + boundary)[1:-1]
    return [piece.split(b"\r\n\r\n", 1)[1].removesuffix(b"\r\n") for piece in pieces]
