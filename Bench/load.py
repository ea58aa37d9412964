"""HTTP clients that keep their connections and waste no time: the load must not be what is measured."""

import http.client
import json
import threading
import time


class Client:
    """One keep-alive connection with a token."""

    def __init__(self, port, token):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self.headers = {"Authorization": f"Token {token}"}

    def call(self, method, path, body=None, headers=None):
        data = json.dumps(body).encode() if body is not None else None
        sent = dict(self.headers, **(headers or {}))
        if data is not None:
            sent["Content-Type"] = "application/json"
        try:
            answer, content = self.send(method, path, data, sent)
        except (ConnectionError, http.client.BadStatusLine):
            # Label Studio's own server drops kept connections under load; a new one is fair to both.
            self.connection.close()
            answer, content = self.send(method, path, data, sent)
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return json.loads(content) if content[:1] in b"[{" else content

    def send(self, method, path, data, headers):
        self.connection.request(method, path, data, headers)
        answer = self.connection.getresponse()
        return answer, answer.read()

    def close(self):
        self.connection.close()


def median_time(call, times):
    """The median of some calls, in seconds, after one that warms up."""
    call()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[len(taken) // 2]


def rate(port, token, clients, seconds, call):
    """Calls per second that `clients` connections reach together; `call(client, number)` gets a running number."""
    lock = threading.Lock()
    state = {"next": 0, "done": 0}
    failures = []
    end = time.perf_counter() + seconds

    def work():
        client = Client(port, token)
        while time.perf_counter() < end:
            with lock:
                number = state["next"]
                state["next"] += 1
            try:
                call(client, number)
            except Exception as error:
                failures.append(error)
                return
            with lock:
                state["done"] += 1
        client.close()

    start = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return state["done"] / (time.perf_counter() - start)
