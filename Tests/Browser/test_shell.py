"""The frame of the interface stays small, and arrives as it was written."""

import pytest
import requests

from running import ROOT

PUBLIC = ROOT / "Sources/WebApp/public"


def test_the_shell_is_less_than_a_hundred_kilobytes(browser, signed_in, server):
    context = browser.new_context(storage_state=signed_in)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    addresses, sizes = {}, {}
    wire.on("Network.responseReceived", lambda event: addresses.update({event["requestId"]: event["response"]["url"]}))
    wire.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(server.url + "/projects")
    page.wait_for_selector("html[data-ready]", state="attached")
    page.wait_for_timeout(300)
    loaded = {addresses[request]: size for request, size in sizes.items() if "/api/" not in addresses.get(request, "/api/")}
    context.close()
    assert len(loaded) > 10
    assert sum(loaded.values()) < 100_000, sorted(loaded.items(), key=lambda pair: -pair[1])[:10]


@pytest.mark.parametrize("path", ["app/main.js", "locales/en.js", "styles/workbench.css", "icons.svg", "elements/label-workbench.js"])
def test_packed_files_are_the_files(server, path):
    written = (PUBLIC / path).read_bytes()
    packed = requests.get(f"{server.url}/{path}", headers={"Accept-Encoding": "gzip"}, timeout=10)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.content == written
    assert int(packed.headers["Content-Length"]) < len(written) / 1.5
    plain = requests.get(f"{server.url}/{path}", headers={"Accept-Encoding": "identity"}, timeout=10)
    assert "Content-Encoding" not in plain.headers and plain.content == written
    assert plain.headers["ETag"] != packed.headers["ETag"]
    again = requests.get(
        f"{server.url}/{path}", headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}, timeout=10
    )
    assert again.status_code == 304


def test_pictures_are_not_packed_again(server):
    answer = requests.get(f"{server.url}/templates/samples/chest.webp", headers={"Accept-Encoding": "gzip"}, timeout=10)
    assert "Content-Encoding" not in answer.headers
