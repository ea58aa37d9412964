"""Bad input is refused with its place and reason, and nothing is half done."""

import io
import json
import socket
import struct
import threading
import time
import zlib

import pytest
import requests

from running import OWNER

CONFIG = '<View><Text name="text" value="$text"/><Choices name="c" toName="text"><Choice value="a"/></Choices></View>'
IMAGES = '<View><Image name="i" value="$image"/><Choices name="c" toName="i"><Choice value="a"/></Choices></View>'


@pytest.fixture
def project(server):
    made = server.api("POST", "/api/projects/", 201, json={"title": "Bad input", "label_config": CONFIG}).json()["id"]
    yield made
    server.api("DELETE", f"/api/projects/{made}/", 204)


def count(server, project):
    return server.api("GET", f"/api/projects/{project}/", 200).json()["task_number"]


def test_a_broken_tag_is_named_with_its_line(server):
    config = "<View>\n  <Text name='t' value='$t'/>\n  <Choices name='c' toName='t'>\n</View>"
    answer = server.api("POST", "/api/projects/validate/", 400, json={"label_config": config})
    assert "4" in json.dumps(answer.json()["validation_errors"]["label_config"])


def test_one_bad_task_among_ten_thousand(server, project):
    tasks = [{"text": f"note {n}"} for n in range(10_000)]
    tasks[6_543] = {"data": "not an object"}
    answer = server.api("POST", f"/api/projects/{project}/import", 400, json=tasks)
    assert "6543" in answer.text or "6544" in answer.text, answer.text
    assert count(server, project) == 0


def test_a_cut_json_file(server, project):
    text = json.dumps([{"text": "a"}] * 100)[:-20]
    answer = server.api(
        "POST", f"/api/projects/{project}/import", 400, files={"file": ("cut.json", text, "application/json")}
    )
    assert "cut.json" in answer.text
    assert count(server, project) == 0


def test_latin_1_is_refused_with_the_line(server, project):
    text = "text,id\nfine,1\nF\xfcnf,2\n".encode("latin-1")
    answer = server.api("POST", f"/api/projects/{project}/import", 400, files={"file": ("latin.csv", text, "text/csv")})
    assert "latin.csv" in answer.text and "3" in answer.text
    assert count(server, project) == 0


def png(width, height, rows):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\x80" * 4 for _ in range(rows)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_a_png_that_lies_about_its_size(server):
    project = server.api("POST", "/api/projects/", 201, json={"title": "Images", "label_config": IMAGES}).json()["id"]
    path = f"/api/projects/{project}/import"
    server.api("POST", path, 201, files={"file": ("good.png", png(4, 4, 4), "image/png")})
    answer = server.api("POST", path, 400, files={"file": ("liar.png", png(4, 40_000, 4), "image/png")})
    assert "liar.png" in answer.text
    assert count(server, project) == 1


def test_an_upload_over_the_limit_is_refused_before_it_is_sent(server, project):
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(
            f"POST /api/projects/{project}/import HTTP/1.1\r\nHost: x\r\nAuthorization: Token {OWNER['token']}\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 2147483648\r\n\r\n".encode()
        )
        connection.settimeout(10)
        assert b" 413 " in connection.recv(200)
    assert count(server, project) == 0


def test_a_cut_connection_leaves_nothing(server, project):
    body = json.dumps([{"text": "x" * 1000}] * 5_000).encode()
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(
            f"POST /api/projects/{project}/import HTTP/1.1\r\nHost: x\r\nAuthorization: Token {OWNER['token']}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        )
        connection.sendall(body[: len(body) // 2])
    time.sleep(0.5)
    assert count(server, project) == 0
    assert server.api("GET", "/health", 200)


def test_two_people_submit_the_same_task(server, project):
    server.api("POST", f"/api/projects/{project}/import", 201, json=[{"text": "one"}])
    task = server.api("GET", f"/api/tasks/?project={project}").json()["tasks"][0]["id"]
    result = [{"id": "abcdefghij", "from_name": "c", "to_name": "text", "type": "choices", "value": {"choices": ["a"]}}]
    answers = []
    threads = [
        threading.Thread(
            target=lambda: answers.append(
                server.api("POST", f"/api/tasks/{task}/annotations/", json={"result": result}).status_code
            )
        )
        for _ in range(2)
    ]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    stored = server.api("GET", f"/api/tasks/{task}/annotations/", 200).json()
    assert answers.count(201) == len(stored)
    assert server.api("GET", f"/api/tasks/{task}/", 200).json()["total_annotations"] == len(stored)


def test_a_stale_draft_is_refused_and_both_are_kept(server, project):
    server.api("POST", f"/api/projects/{project}/import", 201, json=[{"text": "one"}])
    task = server.api("GET", f"/api/tasks/?project={project}").json()["tasks"][0]["id"]
    made = server.api("POST", f"/api/tasks/{task}/drafts", 201, json={"result": []})
    draft, version = made.json()["id"], made.headers["ETag"]
    server.api("PATCH", f"/api/drafts/{draft}/", 200, json={"result": []}, headers={"If-Match": version})
    stale = server.api("PATCH", f"/api/drafts/{draft}/", 412, json={"result": []}, headers={"If-Match": version})
    assert stale.json()["current"]["id"] == draft


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe\x00", b"[" * 5000, b'{"title": 3, "label_config": []}', b"null"])
def test_garbage_gets_a_clear_answer(server, body):
    answer = requests.post(
        server.url + "/api/projects/", data=body, headers={**server.headers, "Content-Type": "application/json"}, timeout=10
    )
    assert answer.status_code == 400
    assert answer.json()["detail"]
