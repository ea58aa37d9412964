"""`kill -9` at random moments under annotating clients: no acknowledged annotation is lost, none doubled."""

import json
import os
import random
import threading
import time
import uuid

import requests

from running import OWNER, Server

CONFIG = '<View><Text name="text" value="$text"/><Choices name="c" toName="text"><Choice value="a"/></Choices></View>'
CLIENTS = 32
KILLS = int(os.environ.get("VESALIUS_KILLS", "20"))


def annotate(url, tasks, sent, acknowledged, lock, stop):
    session = requests.Session()
    session.headers["Authorization"] = f"Token {OWNER['token']}"
    while not stop.is_set():
        mark = str(uuid.uuid4())
        body = {
            "result": [{"id": mark[:10], "from_name": "c", "to_name": "text", "type": "choices", "value": {"choices": ["a"]}}],
            "unique_id": mark,
        }
        with lock:
            sent.add(mark)
        try:
            answer = session.post(f"{url}/api/tasks/{random.choice(tasks)}/annotations/", json=body, timeout=10)
        except requests.RequestException:
            return
        if answer.status_code == 201:
            with lock:
                acknowledged.add(mark)


def test_no_acknowledged_annotation_is_lost(tmp_path, new_store):
    server = Server(tmp_path / "data", "--no-demo", environment=new_store).start()
    project = server.api("POST", "/api/projects/", json={"title": "Kill", "label_config": CONFIG}).json()["id"]
    server.api("POST", f"/api/projects/{project}/import", 201, json=[{"text": f"note {n}"} for n in range(100)])
    tasks = [t["id"] for t in server.api("GET", f"/api/tasks/?project={project}&page_size=100").json()["tasks"]]

    sent, acknowledged, lock = set(), set(), threading.Lock()
    for _ in range(KILLS):
        stop = threading.Event()
        threads = [
            threading.Thread(target=annotate, args=(server.url, tasks, sent, acknowledged, lock, stop))
            for _ in range(CLIENTS)
        ]
        for thread in threads:
            thread.start()
        time.sleep(random.uniform(0.05, 0.8))
        server.stop(kill=True)
        stop.set()
        for thread in threads:
            thread.join()
        begin = time.monotonic()
        server.start()
        assert time.monotonic() - begin < 10, "the folder did not open at once"

    exported = server.api("GET", f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true").json()
    stored = [annotation["unique_id"] for task in exported for annotation in task["annotations"]]
    server.stop()
    print(json.dumps({"sent": len(sent), "acknowledged": len(acknowledged), "stored": len(stored)}))
    assert len(acknowledged) > 100
    assert acknowledged <= set(stored), "an acknowledged annotation is missing"
    assert set(stored) <= sent, "an annotation that nobody sent"
    assert len(stored) == len(set(stored)), "an annotation stands twice"
