"""The end of the program: what is under way is finished, and soon."""

import socket
import time

from running import OWNER, Server


def test_a_request_under_way_is_answered_and_the_program_ends(tmp_path):
    server = Server(tmp_path / "data", "--no-demo").start()
    try:
        project = server.api("POST", "/api/projects/", 201, json={"title": "Stopping"}).json()["id"]
        body = b'[{"text": "one"}, {"text": "two"}]'
        idle = socket.create_connection(("127.0.0.1", server.port))
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(
                f"POST /api/projects/{project}/import HTTP/1.1\r\nHost: x\r\nAuthorization: Token {OWNER['token']}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body[:10]
            )
            time.sleep(0.3)
            began = time.monotonic()
            server.process.terminate()
            time.sleep(0.3)
            assert server.process.poll() is None, "the program did not wait for the request"
            connection.sendall(body[10:])
            connection.settimeout(5)
            assert connection.recv(100).startswith(b"HTTP/1.1 201")
        assert server.process.wait(timeout=5) == 0
        assert time.monotonic() - began < 4
        idle.close()
    finally:
        server.stop(kill=True)


def test_a_request_that_never_ends_is_cut_off(tmp_path):
    server = Server(tmp_path / "data", "--no-demo").start()
    try:
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(b"POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
            time.sleep(0.3)
            server.process.terminate()
            assert server.process.wait(timeout=12) is not None
    finally:
        server.stop(kill=True)
