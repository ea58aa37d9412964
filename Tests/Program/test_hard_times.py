"""Shutting down under load, a full disk, slow and silent clients: answers stay clear and nothing acknowledged is lost."""

import json
import os
import socket
import subprocess
import threading
import time
import uuid

import pytest
import requests

from running import OWNER, Server

CONFIG = '<View><Text name="text" value="$text"/><Choices name="c" toName="text"><Choice value="a"/></Choices></View>'


def new_project(server, tasks):
    project = server.api("POST", "/api/projects/", 201, json={"title": "Hard times", "label_config": CONFIG}).json()["id"]
    server.api("POST", f"/api/projects/{project}/import", 201, json=[{"text": f"note {n}"} for n in range(tasks)])
    page = server.api("GET", f"/api/tasks/?project={project}&page_size={tasks}", 200).json()
    return project, [task["id"] for task in page["tasks"]]


def annotation(mark):
    item = {"id": mark[:10], "from_name": "c", "to_name": "text", "type": "choices", "value": {"choices": ["a"]}}
    return {"result": [item], "unique_id": mark}


def stored_marks(server, project):
    exported = server.api("GET", f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true", 200).json()
    return [annotation["unique_id"] for task in exported for annotation in task["annotations"]]


def test_a_signal_lets_requests_finish_and_ends_the_server_in_seconds(tmp_path, new_store):
    server = Server(tmp_path / "data", "--no-demo", environment=new_store).start()
    project, tasks = new_project(server, 50)
    acknowledged, refused, stop = set(), [], threading.Event()

    def annotate(number):
        session = requests.Session()
        session.headers.update(server.headers)
        while not stop.is_set():
            mark = str(uuid.uuid4())
            try:
                path = f"{server.url}/api/tasks/{tasks[number]}/annotations/"
                answer = session.post(path, json=annotation(mark), timeout=10)
            except requests.RequestException:
                return
            if answer.status_code == 201:
                acknowledged.add(mark)
            else:
                refused.append(answer.status_code)

    threads = [threading.Thread(target=annotate, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    # One who sends nothing more holds nobody up.
    silent = socket.create_connection(("127.0.0.1", server.port))
    silent.sendall(b"POST /api/projects/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    time.sleep(1)
    begin = time.monotonic()
    server.process.terminate()
    code = server.process.wait(timeout=20)
    took = time.monotonic() - begin
    stop.set()
    for thread in threads:
        thread.join()
    silent.close()
    assert took < 10, f"{took:.1f} s"
    assert code == 0
    assert not [status for status in refused if status < 500], refused
    server.start()
    stored = stored_marks(server, project)
    server.stop()
    assert len(acknowledged) > 20
    assert acknowledged <= set(stored)
    assert len(stored) == len(set(stored))


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "none", folder]).returncode != 0:
        pytest.skip("no small disk: mounting needs root")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_is_said_and_nothing_acknowledged_is_lost(small_disk):
    server = Server(small_disk / "data", "--no-demo").start()
    project, tasks = new_project(server, 10)
    kept = [str(uuid.uuid4()) for _ in range(20)]
    for number, mark in enumerate(kept):
        server.api("POST", f"/api/tasks/{tasks[number % 10]}/annotations/", 201, json=annotation(mark))

    # An upload that does not fit is refused as a whole.
    notes = json.dumps([{"text": "x" * 1000}] * 40_000)
    answer = server.api("POST", f"/api/projects/{project}/import", files={"file": ("big.json", notes, "application/json")})
    assert answer.status_code in (503, 507), answer.text
    assert "space" in answer.text or "full" in answer.text, answer.text

    # Then the disk fills up under the annotators.
    filler = small_disk / "filler"
    with pytest.raises(OSError):
        with open(filler, "wb", buffering=0) as file:
            while True:
                file.write(b"\0" * 65536)
    statuses = set()
    for number in range(300):
        mark = str(uuid.uuid4())
        answer = server.api("POST", f"/api/tasks/{tasks[number % 10]}/annotations/", json=annotation(mark))
        statuses.add(answer.status_code)
        if answer.status_code == 201:
            kept.append(mark)
        else:
            assert answer.status_code in (503, 507), answer.text
            assert answer.json()["detail"]
            break
    assert statuses & {503, 507}, "the disk never was full"
    # What is there can still be read, task by task; an export waits, for it must leave its trace in the event log.
    read = [server.api("GET", f"/api/tasks/{task}/", 200).json() for task in tasks]
    assert set(kept) <= {annotation["unique_id"] for task in read for annotation in task["annotations"]}
    assert requests.get(server.url + "/health", timeout=5).status_code == 503
    assert server.process.poll() is None

    filler.unlink()
    server.stop()
    server.start()
    assert set(kept) <= set(stored_marks(server, project))
    server.api("POST", f"/api/tasks/{tasks[0]}/annotations/", 201, json=annotation(str(uuid.uuid4())))
    assert server.api("GET", f"/api/projects/{project}/", 200).json()["task_number"] == 10
    server.stop()


def test_slow_clients_do_not_slow_down_others(server):
    slow = []
    for number in range(200):
        connection = socket.create_connection(("127.0.0.1", server.port))
        head = "GET /health HTTP/1.1\r\nHost: x\r\n" if number % 2 else (
            f"POST /api/projects/ HTTP/1.1\r\nHost: x\r\nAuthorization: Token {OWNER['token']}\r\n"
            "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
        )
        connection.sendall(head.encode())
        slow.append(connection)
    times = []
    for _ in range(20):
        begin = time.monotonic()
        server.api("GET", "/api/projects/", 200)
        times.append(time.monotonic() - begin)
    for connection in slow:
        connection.close()
    assert sorted(times)[10] < 1, times


def test_an_export_that_nobody_reads_to_the_end_is_let_go(server):
    project = server.api("POST", "/api/projects/", 201, json={"title": "Cut export", "label_config": CONFIG}).json()["id"]
    server.api("POST", f"/api/projects/{project}/import", 201, json=[{"text": "x" * 1000}] * 20_000)
    path = f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true"
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Token {OWNER['token']}\r\n\r\n".encode())
            assert b" 200 " in connection.recv(1000)
    # Writing still works and the whole export does, too.
    assert len(server.api("GET", path, 200).json()) == 20_000
    server.api("DELETE", f"/api/projects/{project}/", 204)
