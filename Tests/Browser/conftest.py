"""A real Chromium on a running Vesalius."""

import os
import pathlib
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from conftest import OWNER

ARTEFACTS = pathlib.Path(__file__).parent / "artefacts"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}


def chromium():
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("Chromium is not installed")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def signed_in(browser, server):
    """The cookies of the owner: each test opens a context of its own with them."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url + "/sign-in")
    page.get_by_label("E-mail").fill(OWNER["email"])
    page.get_by_label("Password", exact=True).fill(OWNER["password"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/projects")
    state = context.storage_state()
    context.close()
    return state


class Watched:
    """A page whose console errors and failed requests make the test fail."""

    def __init__(self, page):
        self.page = page
        self.troubles = []
        page.on("console", lambda message: message.type == "error" and self.troubles.append(message.text))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))


@pytest.fixture(params=["dark", "light"])
def theme(request):
    return request.param


@pytest.fixture
def open_page(browser, server, signed_in):
    """Opens pages of the signed-in owner: `open_page("/projects", theme="light")`."""
    contexts, watched = [], []

    def open_(path, theme="dark", width=1440, height=900, signed=True):
        context = browser.new_context(
            storage_state=signed_in if signed else None, color_scheme=theme, viewport={"width": width, "height": height}
        )
        contexts.append(context)
        page = context.new_page()
        watched.append(Watched(page))
        page.goto(server.url + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    troubles = [trouble for each in watched for trouble in each.troubles]
    assert troubles == [], troubles


def violations(page):
    """What axe-core finds against WCAG 2.2 AA, as lines."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def keep_screenshot(page, name):
    """Kept for a person to look at when VESALIUS_SCREENSHOTS is set."""
    if os.environ.get("VESALIUS_SCREENSHOTS"):
        ARTEFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTEFACTS / f"{name}.png")
