"""Label Studio and Vesalius on one machine, one after the other: the same work, a ratio for each row.

    Bench/compare.py [--tasks 50000] [--only vesalius]

The limits printed last say how far the rows of Vesalius are from what the machine itself can do.
"""

import argparse
import http.client
import json
import os
import random
import tempfile
import time
from urllib.parse import quote

from load import Client, median_time, rate
from peers import TOKEN, LabelStudio, Vesalius, remove

CONFIG = (
    '<View><Labels name="label" toName="text"><Label value="Problem"/><Label value="Drug"/></Labels>'
    '<Text name="text" value="$text"/></View>'
)
WORDS = "patient admitted with chest pain troponin raised started on aspirin 300 mg and transferred stable".split()


def note(number):
    """One kilobyte of text with the task's number in it."""
    chosen = random.Random(number)
    words = [f"note-{number}"]
    size = len(words[0])
    while size < 1000:
        words.append(chosen.choice(WORDS))
        size += len(words[-1]) + 1
    return " ".join(words)[:1000]


def region(text):
    return {
        "id": "aB3xYz0123", "from_name": "label", "to_name": "text", "type": "labels",
        "value": {"start": 0, "end": 8, "text": text[:8], "labels": ["Problem"]},
    }


def new_project(client, title):
    return client.call("POST", "/api/projects/", {"title": title, "label_config": CONFIG})["id"]


def import_file(peer, project, path):
    """Imports as a person does, by a file; answers the seconds."""
    boundary = "----bench"
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="tasks.json"\r\n'
        "Content-Type: application/json\r\n\r\n"
    ).encode()
    tail = f"\r\n--{boundary}--\r\n".encode()
    connection = http.client.HTTPConnection("127.0.0.1", peer.port, timeout=3600)
    start = time.perf_counter()
    connection.putrequest("POST", f"/api/projects/{project}/import")
    connection.putheader("Authorization", f"Token {TOKEN}")
    connection.putheader("Content-Type", f"multipart/form-data; boundary={boundary}")
    connection.putheader("Content-Length", str(len(head) + os.path.getsize(path) + len(tail)))
    connection.endheaders()
    connection.send(head)
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            connection.send(chunk)
    connection.send(tail)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 201:
        raise RuntimeError(f"import: {answer.status} {body[:300]!r}")
    return time.perf_counter() - start


def export(peer, project):
    """Streams the JSON export; answers (seconds, seconds to the first byte, megabytes, highest memory)."""
    connection = http.client.HTTPConnection("127.0.0.1", peer.port, timeout=3600)
    start = time.perf_counter()
    connection.request(
        "GET", f"/api/projects/{project}/export?exportType=JSON", headers={"Authorization": f"Token {TOKEN}"}
    )
    answer = connection.getresponse()
    first, size, memory, looked = None, 0, peer.memory(), time.perf_counter()
    while chunk := answer.read1(1 << 20):
        first = first or time.perf_counter() - start
        size += len(chunk)
        if time.perf_counter() - looked > 0.1:
            memory, looked = max(memory, peer.memory()), time.perf_counter()
    if answer.status != 200:
        raise RuntimeError(f"export: {answer.status}")
    return time.perf_counter() - start, first, size / 1e6, max(memory, peer.memory())


def measure(peer, folder, tasks, seconds):
    figures = {}
    peer.start()
    peer.stop()
    figures["warm start, ms"] = min(restart(peer) for _ in range(3)) * 1000
    time.sleep(2)
    figures["memory idle, MB"] = peer.memory()

    client = Client(peer.port, TOKEN)
    plain, labelled = os.path.join(folder, "plain.json"), os.path.join(folder, "labelled.json")
    project = new_project(client, "Notes")
    figures["import, tasks/s"] = tasks / import_file(peer, project, plain)

    page = f"/api/tasks/?project={project}&page=1&page_size=100"
    figures["first page, ms"] = median_time(lambda: client.call("GET", page), 9) * 1000
    query = json.dumps({
        "filters": {"conjunction": "and", "items": [{
            "filter": "filter:tasks:data.text", "operator": "contains", "type": "String", "value": "note-1234",
        }]},
        "ordering": ["-tasks:id"],
    })
    filtered = f"{page}&query={quote(query)}"
    figures["filter and order, ms"] = median_time(lambda: client.call("GET", filtered), 5) * 1000
    figures["next task, ms"] = median_time(lambda: client.call("GET", f"/api/projects/{project}/next/"), 9) * 1000

    ids = [task["id"] for task in client.call("GET", f"/api/tasks/?project={project}&page=1&page_size=1000")["tasks"]]
    body = {"result": [region("patient ")], "lead_time": 4.2}
    for clients in (1, 8, 32):
        figures[f"annotations/s, {clients} clients"] = rate(
            peer.port, TOKEN, clients, seconds,
            lambda client, number: client.call("POST", f"/api/tasks/{ids[number % len(ids)]}/annotations/", body),
        )
    figures["memory loaded, MB"] = peer.memory()

    annotated = new_project(client, "Labelled notes")
    import_file(peer, annotated, labelled)
    whole, first, size, memory = export(peer, annotated)
    figures["JSON export, s"] = whole
    figures["export first byte, ms"] = first * 1000
    figures["export memory, MB"] = memory
    peer.stop()
    return figures


def restart(peer):
    if peer.process and peer.process.poll() is None:
        peer.stop()
    return peer.start()


def write_inputs(folder, tasks):
    with open(os.path.join(folder, "plain.json"), "w") as plain:
        json.dump([{"text": note(number)} for number in range(tasks)], plain)
    with open(os.path.join(folder, "labelled.json"), "w") as labelled:
        json.dump(
            [
                {"data": {"text": text}, "annotations": [{"result": [region(text)]}]}
                for text in map(note, range(tasks))
            ],
            labelled,
        )


def limits(folder, tasks):
    """What the machine itself can do: fsyncs, plain SQLite inserts, a loopback round trip."""
    import sqlite3
    import socket
    import threading

    found = {}
    path = os.path.join(folder, "fsync")
    with open(path, "wb", buffering=0) as file:
        start = time.perf_counter()
        for _ in range(200):
            file.write(b"x" * 4096)
            os.fdatasync(file.fileno())
        found["fdatasync/s"] = 200 / (time.perf_counter() - start)
    database = sqlite3.connect(os.path.join(folder, "limit.sqlite"))
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, data TEXT)")
    texts = [note(number) for number in range(min(tasks, 20000))]
    start = time.perf_counter()
    database.executemany("INSERT INTO t (data) VALUES (?)", ((text,) for text in texts))
    database.commit()
    found["plain SQLite inserts/s"] = len(texts) / (time.perf_counter() - start)
    listener = socket.create_server(("127.0.0.1", 0))

    def echo():
        peer, _ = listener.accept()
        while data := peer.recv(4096):
            peer.sendall(data)

    threading.Thread(target=echo, daemon=True).start()
    with socket.create_connection(listener.getsockname()) as client:
        start = time.perf_counter()
        for _ in range(2000):
            client.sendall(b"x" * 200)
            client.recv(4096)
        found["loopback round trip, ms"] = (time.perf_counter() - start) / 2000 * 1000
    return found


# Row, which way is better, the ratio to reach.
GOALS = [
    ("warm start, ms", "less", 30), ("memory idle, MB", "less", 4), ("memory loaded, MB", "less", 4),
    ("import, tasks/s", "more", 20), ("first page, ms", "less", 20), ("filter and order, ms", "less", 20),
    ("next task, ms", "less", 20), ("annotations/s, 1 clients", "more", None), ("annotations/s, 8 clients", "more", None),
    ("annotations/s, 32 clients", "more", 100), ("JSON export, s", "less", 50),
    ("export first byte, ms", "less", None), ("export memory, MB", "less", None),
]


def show(ours, theirs, found):
    print(f"\n{'':28}{'Vesalius':>12}{'Label Studio':>14}{'ratio':>9}{'goal':>7}")
    for row, better, goal in GOALS:
        mine = ours[row]
        line = f"{row:28}{mine:12.1f}"
        if theirs:
            ratio = theirs[row] / mine if better == "less" else mine / theirs[row]
            line += f"{theirs[row]:14.1f}{ratio:8.1f}×"
            if goal:
                line += f"{goal:6}×" + ("" if ratio >= goal else "  below")
        print(line)
    print("\nLimits of this machine")
    for row, value in found.items():
        print(f"{row:28}{value:12.2f}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--tasks", type=int, default=50_000)
    arguments.add_argument("--seconds", type=float, default=5, help="how long each annotation rate is measured")
    arguments.add_argument("--only", choices=["vesalius", "label-studio"])
    options = arguments.parse_args()
    folder = tempfile.mkdtemp(prefix="vesalius-bench-")
    results = {}
    try:
        write_inputs(folder, options.tasks)
        for kind in (Vesalius, LabelStudio):
            if options.only and options.only != kind.name.lower().replace(" ", "-"):
                continue
            print(f"measuring {kind.name}", flush=True)
            peer = kind(folder)
            try:
                results[kind.name] = measure(peer, folder, options.tasks, options.seconds)
            finally:
                peer.stop()
            for row, value in results[kind.name].items():
                print(f"  {row:28}{value:12.1f}", flush=True)
        if "Vesalius" in results:
            show(results["Vesalius"], results.get("Label Studio"), limits(folder, options.tasks))
    finally:
        remove(folder)


if __name__ == "__main__":
    main()
