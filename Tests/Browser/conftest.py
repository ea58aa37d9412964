"""A real Chromium on a running Vesalius."""

import os
import pathlib
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from running import OWNER
from workbench import Workbench

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
        running = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--enable-unsafe-swiftshader"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def signed_in(browser, server):
    """The cookies of the owner: each test opens a context of its own with them."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url + "/sign-in")
    page.get_by_label("E-mail").fill(OWNER["email"])
    page.get_by_label("Password").fill(OWNER["password"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/projects")
    state = context.storage_state()
    context.close()
    return state


class Watched:
    """A page whose console errors and policy violations make the test fail, unless they were announced."""

    def __init__(self, page, expected):
        # "Nothing is left" is a 404 in Label Studio's API, and browsers log every 404.
        self.expected = ["/next", *expected]
        self.told = []
        page.on("console", lambda message: message.type == "error" and self.told.append(f"{message.text} {message.location.get('url', '')}"))
        page.on("pageerror", lambda error: self.told.append(str(error)))

    @property
    def troubles(self):
        return [line for line in self.told if not any(words in line for words in self.expected)]


@pytest.fixture(params=["dark", "light"])
def theme(request):
    return request.param


@pytest.fixture(scope="session")
def contexts(browser, signed_in):
    """One context for each theme: modules are fetched once, not once a test."""
    opened = {}

    def context(theme, signed):
        if (theme, signed) not in opened:
            opened[theme, signed] = browser.new_context(
                storage_state=signed_in if signed else None, color_scheme=theme, reduced_motion="reduce"
            )
        return opened[theme, signed]

    yield context
    for each in opened.values():
        each.close()


@pytest.fixture
def open_page(contexts, server):
    """Opens pages of the signed-in owner: `open_page("/projects", theme="light")`. Trouble that a test means to make is `expected`."""
    pages, watched = [], []

    def open_(path, theme="dark", width=1440, height=900, signed=True, expected=()):
        page = contexts(theme, signed).new_page()
        page.set_default_timeout(10_000)
        page.set_viewport_size({"width": width, "height": height})
        pages.append(page)
        watched.append(Watched(page, expected))
        page.goto(server.url + path)
        return page

    yield open_
    for page in pages:
        page.context.set_offline(False)
        page.close()
    troubles = [trouble for each in watched for trouble in each.troubles]
    assert troubles == [], troubles


@pytest.fixture
def open_task(open_page, server):
    """Opens a task in the workbench: `open_task(project, task)`."""

    def open_(project, task=None, **options):
        page = open_page(f"/projects/{project}/label" + (f"?task={task}" if task else ""), **options)
        return Workbench(page, server)

    return open_


def violations(page):
    """What axe-core finds against WCAG 2.2 AA, as lines."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def keep_screenshot(page, name):
    """Kept for a person to look at when VESALIUS_SCREENSHOTS is set."""
    if os.environ.get("VESALIUS_SCREENSHOTS"):
        ARTEFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTEFACTS / f"{name}.png")
