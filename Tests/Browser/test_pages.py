"""Every page, in both themes: nobody is shut out, nothing fails behind the scenes, nothing hangs over the edge."""

import json
import re

import pytest

from conftest import keep_screenshot, violations
from running import OWNER, ROOT, Server
from workbench import Workbench, make_project

TEMPLATES = ROOT / "Sources/WebApp/public/templates"
SIZES = ((1440, 900), (1024, 768))


@pytest.fixture(scope="module")
def places(server):
    """Projects from templates with labelled, suggested and open tasks: what the addresses below need."""
    catalogue = {template["id"]: template for template in json.loads((TEMPLATES / "catalogue.json").read_text())}
    found = {}
    for template in catalogue.values():
        data, result = template["sample"]["data"], template["sample"].get("result", [])
        tasks = [
            {"data": data, "annotations": [{"result": result}]},
            {"data": data, "predictions": [{"model_version": "baseline 3", "score": 0.83, "result": result}]},
            *[{"data": data}] * 6,
        ]
        config = (TEMPLATES / f"{template['id']}.xml").read_text()
        project, ids = make_project(
            server, config, tasks, title=template["title"], description=template["description"], expert_instruction=template["protocol"]
        )
        name = template["id"]
        found |= {name: f"/projects/{project}", f"{name} done": f"/projects/{project}/label?task={ids[0]}",
                  f"{name} suggested": f"/projects/{project}/label?task={ids[1]}"}
    empty, _ = make_project(server, "<View></View>", title="Nothing here yet")
    return found | {"empty": f"/projects/{empty}", "new data": f"/projects/new?project={empty}&step=data",
                    "new people": f"/projects/new?project={empty}&step=people"}


PAGES = {
    "projects": "/projects",
    "new project": "/projects/new",
    "new project, data": "{new data}",
    "new project, people": "{new people}",
    "data": "{report-entities}/data",
    "data of images": "{chest-xray-findings}/data",
    "data, nothing yet": "{empty}/data",
    "settings": "{report-entities}/settings",
    "interface editor": "{report-entities}/settings/interface",
    "interface editor, image": "{chest-xray-findings}/settings/interface",
    "handing out": "{report-entities}/settings/work",
    "deleting": "{report-entities}/settings/danger",
    "account": "/account",
    "password": "/account/password",
    "tokens": "/account/tokens",
    "sessions": "/account/sessions",
    "keys": "/account/keys",
    "appearance": "/account/appearance",
    "people": "/people",
    "not found": "/nowhere",
}
TASKS = ["report-entities", "chest-xray-findings", "adverse-drug-events", "icd10-coding", "deidentification", "skin-lesion-segmentation",
         "summary-comparison", "lab-review", "report-finding-nli", "retinopathy-grading", "histology-cell-counting", "discharge-summary-quality"]


def settle(page):
    page.wait_for_selector("html[data-ready]", state="attached")
    page.wait_for_function(
        "() => !document.querySelector('main .skeleton, main [aria-busy=true]') && document.querySelector('main')?.childElementCount > 0"
    )
    page.wait_for_function("() => [...document.images].every(image => image.complete || image.loading === 'lazy')")
    painted(page)


def examine(page, name):
    """One page in both themes and both sizes; axe once a theme, since sizes do not change what is named how."""
    found, sideways = [], []
    for theme in ("dark", "light"):
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size(dict(zip(("width", "height"), SIZES[0])))
        painted(page)
        found += [f"{theme}: {line}" for line in violations(page)]
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            painted(page)
            keep_screenshot(page, f"{name}-{theme}-{width}")
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            sideways += [f"{theme} {width}: {over} px"] if over > 0 else []
    assert found == []
    assert sideways == [], "the page scrolls sideways"


def painted(page):
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize("name", PAGES)
def test_page(open_page, places, name):
    path = re.sub(r"\{(.*?)\}", lambda key: places[key[1]], PAGES[name])
    page = open_page(path, expected=["/nowhere"])
    settle(page)
    examine(page, name)


@pytest.mark.parametrize("template", TASKS)
def test_workbench(open_page, places, server, template):
    if template not in places:
        pytest.skip(f"there is no template {template}")
    # Half of the templates are looked at with a model's suggestions.
    page = open_page(places[f"{template} {'suggested' if TASKS.index(template) % 2 else 'done'}"])
    task = Workbench(page, server)
    task.press("]")
    settle(page)
    examine(page, f"label {template}")


def test_signing_in(open_page):
    page = open_page("/sign-in", signed=False, expected=["401"])
    settle(page)
    page.get_by_label("Password").fill("wrong wrong wrong")
    page.get_by_label("E-mail").fill(OWNER["email"])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("The e-mail address or the password is wrong.").wait_for()
    examine(page, "sign in")


def test_a_page_waits_for_signing_in_and_comes_back(contexts, browser, server):
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url + "/people")
    page.wait_for_url("**/sign-in?next=*")
    page.get_by_label("E-mail").fill(OWNER["email"])
    page.get_by_label("Password").fill(OWNER["password"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/people")
    context.close()


def test_the_first_run(browser, tmp_path):
    """Whoever holds the printed code becomes the owner, once."""
    nobody = {"VESALIUS_OWNER_EMAIL": None, "VESALIUS_OWNER_PASSWORD": None, "VESALIUS_OWNER_TOKEN": None}
    fresh = Server(tmp_path / "data", "--no-demo", environment=nobody).start()
    try:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(fresh.url)
        page.wait_for_url("**/setup")
        settle(page)
        examine(page, "setup")
        code = re.search(r"become the owner:\s+(\S+)", (tmp_path / "data.log").read_text())[1]
        page.get_by_label("Set-up code").fill(code)
        page.get_by_label("E-mail").fill("first@example.org")
        page.get_by_label("Password", exact=False).first.fill("a long enough password")
        page.get_by_role("button", name="Become the owner").click()
        page.wait_for_url("**/projects")
        settle(page)
        keep_screenshot(page, "projects, none yet")
        assert violations(page) == []
        page.goto(fresh.url + "/setup")
        page.wait_for_url("**/projects")
    finally:
        fresh.stop()


def test_dialogs(open_page, places, theme):
    page = open_page(places["report-entities"] + "/data", theme=theme)
    settle(page)
    for key, name in (("Control+k", "palette"), ("?", "keys"), ("f", "filter")):
        page.keyboard.press(key)
        page.locator("dialog[open]").wait_for()
        page.wait_for_timeout(150)
        keep_screenshot(page, f"dialog {name}-{theme}")
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.locator("dialog[open]").wait_for(state="detached")
    for name in ("Import", "Export", "Columns"):
        page.get_by_role("button", name=name, exact=True).click()
        page.locator("dialog[open]").wait_for()
        page.wait_for_timeout(150)
        keep_screenshot(page, f"dialog {name}-{theme}")
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.locator("dialog[open]").wait_for(state="detached")


def test_the_palette_goes_anywhere(open_page, places):
    page = open_page("/projects")
    settle(page)
    page.keyboard.press("Control+k")
    page.keyboard.type("people")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people")
