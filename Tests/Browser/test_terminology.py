"""The terminology room and the questions that take codes: loading, finding, reading, walking, asking and labelling, by mouse and by keyboard alone."""

import time

import pytest

import releases
from conftest import Watched, keep_screenshot, violations
from running import OWNER, Server
from workbench import Workbench, make_project

LETTER = "A 74-year-old man was admitted with acute inferior MI. Pneumonia was ruled out."
SIZES = ((1440, 900), (1024, 768))


def load(server, name, content, **fields):
    """Loads a release as a script would, and waits until it is there."""
    job = server.api("POST", "/api/terminology/releases", 201, files={"file": (name, content)}, data={"make_default": "true", **fields}).json()["job"]
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = server.api("GET", f"/api/jobs/{job}", 200).json()
        if found["state"] in ("completed", "failed", "cancelled"):
            assert found["state"] == "completed", found
            return found
        time.sleep(0.05)
    raise AssertionError("the release was not loaded within a minute")


@pytest.fixture(scope="module")
def coding(tmp_path_factory):
    """A server with a small SNOMED CT and a small ICD-10-CM."""
    running = Server(tmp_path_factory.mktemp("coding") / "data", "--no-demo").start()
    load(running, "SnomedCT_Test_20260101.zip", releases.snomed().zip())
    load(running, "icd10cm_order_2026.txt", releases.icd10cm(), version="2026")
    yield running
    running.stop()


@pytest.fixture
def bare(tmp_path):
    """A server on which nothing is loaded."""
    running = Server(tmp_path / "data", "--no-demo").start()
    yield running
    running.stop()


@pytest.fixture
def visit(browser):
    """Opens pages of a server's owner: `visit(coding, "/terminology")`."""
    opened, watched, states = [], [], {}

    def open_(server, path, theme="dark", width=1440, height=900, expected=()):
        context = browser.new_context(color_scheme=theme, reduced_motion="reduce", storage_state=states.get(server.url), permissions=["clipboard-read", "clipboard-write"])
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.set_viewport_size({"width": width, "height": height})
        if server.url not in states:
            page.goto(server.url + "/sign-in")
            page.get_by_label("E-mail").fill(OWNER["email"])
            page.get_by_label("Password").fill(OWNER["password"])
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/projects")
            states[server.url] = context.storage_state()
        watched.append(Watched(page, expected))
        page.goto(server.url + path)
        return page

    yield open_
    for context in opened:
        context.close()
    troubles = [trouble for each in watched for trouble in each.troubles]
    assert troubles == [], troubles


def room(page):
    page.wait_for_selector(".term, .term-empty")
    return page


def searching(page):
    return page.get_by_role("combobox", name="Search all code systems")


def rows(page):
    return page.locator(".term-row")


def concept(page, name):
    page.locator(".term-concept h1", has_text=name).wait_for()


def settle(page):
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


# Loading


def test_nothing_loaded_says_where_releases_come_from_and_one_is_loaded_through_the_page(visit, bare, tmp_path):
    page = room(visit(bare, "/terminology"))
    assert page.get_by_role("heading", name="No code system is loaded yet").is_visible()
    assert violations(page) == []
    keep_screenshot(page, "terminology-empty")
    file = tmp_path / "icd10cm_order_2026.txt"
    file.write_bytes(releases.icd10cm())
    page.keyboard.press("l")
    dialog = page.get_by_role("dialog", name="Load a release")
    dialog.get_by_label("Choose files").set_input_files(file)
    assert "public domain" in dialog.inner_text() or "CDC" in dialog.inner_text()
    assert dialog.get_by_role("button", name="Load", exact=True).is_disabled()
    assert violations(page) == []
    keep_screenshot(page, "terminology-load")
    dialog.get_by_label("I may use this release").check()
    dialog.get_by_role("button", name="Load", exact=True).click()
    page.get_by_role("button", name="About ICD-10-CM").wait_for(timeout=30_000)
    searching(page).fill("stemi inf")
    rows(page).filter(has_text="I21.1").first.wait_for()


def test_a_broken_release_is_refused_with_file_and_line(visit, bare, tmp_path):
    page = room(visit(bare, "/terminology"))
    lines = releases.icd10cm().decode().split("\r\n")
    lines[2] = lines[2][:14] + "x" + lines[2][15:]
    file = tmp_path / "icd10cm_order_2026.txt"
    file.write_text("\r\n".join(lines))
    page.get_by_role("button", name="Load a release").click()
    dialog = page.get_by_role("dialog", name="Load a release")
    dialog.get_by_label("Choose files").set_input_files(file)
    dialog.get_by_label("I may use this release").check()
    dialog.get_by_role("button", name="Load", exact=True).click()
    dialog.get_by_text("Nothing was loaded").wait_for(timeout=30_000)
    assert "icd10cm_order_2026.txt" in dialog.inner_text() and "line 3" in dialog.inner_text()
    assert violations(page) == []
    keep_screenshot(page, "terminology-broken")
    dialog.get_by_role("button", name="Done").click()
    assert page.get_by_role("heading", name="No code system is loaded yet").is_visible()


# The room


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_room_is_whole_in_both_sizes_and_has_no_barriers(visit, coding, theme):
    code = inferior(coding)
    page = room(visit(coding, f"/terminology?system=snomed&code={code}&q=myocard", theme=theme))
    concept(page, "inferior wall")
    page.locator(".ctree-row.on").wait_for()
    assert violations(page) == []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        keep_screenshot(page, f"terminology-{theme}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.get_by_role("button", name="Tree", exact=True).click()
    page.locator(".ctree-row.on").wait_for()
    settle(page)
    keep_screenshot(page, f"terminology-{theme}-tree")
    assert violations(page) == []


def inferior(server):
    found = server.api("GET", "/api/terminology/search?q=acute+inferior+mi&system=snomed", 200).json()
    return found["groups"][0]["items"][0]["code"]


def test_searching_by_keyboard_the_concept_follows_and_tab_goes_to_the_tree(visit, coding):
    page = room(visit(coding, "/terminology"))
    page.keyboard.type("myo inf")
    # The answers to the letters before come and go.
    page.locator(".term-row.on", has_text="nfarction").wait_for()
    page.wait_for_function("() => [...document.querySelectorAll('.term-row')].every(row => /infarct/i.test(row.textContent))")
    first = page.locator(".term-row.on").inner_text().split("\n")[0]
    concept(page, first)
    page.keyboard.press("ArrowDown")
    second = page.locator(".term-row.on").inner_text().split("\n")[0]
    assert second != first
    concept(page, second)
    assert page.locator(".term-row.on mark").count() > 0
    page.keyboard.press("Tab")
    page.wait_for_function("() => document.activeElement?.localName === 'code-tree'")
    page.locator(".ctree-row.on", has_text=second[:20]).wait_for()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Search all code systems"
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement?.id === 'term-concept'")


def test_the_map_of_acute_inferior_mi_is_found_by_keyboard_alone_in_less_than_five_seconds(visit, coding):
    page = visit(coding, "/projects")
    page.wait_for_selector("html[data-ready]", state="attached")
    start = time.monotonic()
    page.keyboard.press("g")
    page.keyboard.press("t")
    room(page)
    page.keyboard.type("acute inf mi")
    concept(page, "Acute myocardial infarction of inferior wall")
    page.locator(".term-map", has_text="I21.19").wait_for()
    assert time.monotonic() - start < 5
    assert "involving other coronary artery of inferior wall" in page.locator(".term-map").inner_text()


def test_chips_restrict_and_withdrawn_concepts_come_only_when_asked(visit, coding):
    page = room(visit(coding, "/terminology"))
    searching(page).fill("pneum")
    page.locator(".term-group", has_text="ICD-10-CM").wait_for()
    assert rows(page).filter(has_text="not further").count() == 0
    page.locator(".chip", has_text="SNOMED CT").click()
    page.locator(".term-group", has_text="ICD-10-CM").wait_for(state="detached")
    page.get_by_label("Inactive too").check()
    old = rows(page).filter(has_text="not further specified")
    old.wait_for()
    assert "replaced by" in old.inner_text()
    old.click()
    concept(page, "not further specified")
    page.locator(".term-history .term-line", has_text="Pneumonia").click()
    page.locator(".term-concept h1", has_text="Pneumonia").and_(page.get_by_role("heading", name="Pneumonia", exact=True)).wait_for()
    page.go_back()
    concept(page, "not further specified")


def test_the_tree_is_lazy_brings_long_levels_page_by_page_and_shows_other_places(visit, coding):
    page = room(visit(coding, "/terminology"))
    tree = page.get_by_role("tree")
    page.locator(".ctree-row.head", has_text="SNOMED CT").wait_for()
    tree.focus()
    asked = []
    page.on("request", lambda request: "/children" in request.url and asked.append(request.url))
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        page.locator(".ctree-row.waiting").wait_for(state="detached")
        page.keyboard.press("ArrowDown")
    assert 1 <= len(asked) <= 3
    page.goto(f"{coding.url}/terminology?system=snomed&code={code_of(coding, 'myocardial infarction')}")
    page.locator(".ctree-row.on", has_text="Myocardial infarction").wait_for()
    other = page.get_by_role("button", name="Show it at its next place")
    other.wait_for()
    level = page.locator(".ctree-row.on").get_attribute("aria-level")
    assert level
    other.click()
    page.wait_for_function("() => document.querySelector('.ctree-row.on')?.previousElementSibling !== null")
    page.goto(f"{coding.url}/terminology?system=snomed&code={code_of(coding, 'rare disease number 119')}")
    page.locator(".ctree-row.on", has_text="number 119").wait_for()
    assert "Rare disease number 119" in page.locator(".ctree-row.on").inner_text()


def code_of(server, words, system="snomed"):
    items = server.api("GET", f"/api/terminology/search?q={words.replace(' ', '+')}&system={system}", 200).json()["groups"][0]["items"]
    return next(item["code"] for item in items if item["display"].lower() == words.lower())


def test_an_expression_is_run_and_its_fault_underlined_at_the_right_character(visit, coding):
    page = room(visit(coding, "/terminology", expected=["/api/terminology/ecl"]))
    heart = code_of(coding, "heart disease")
    field = page.get_by_role("textbox", name="Expression")
    field.fill(f"<< {heart} |Heart disease|")
    page.keyboard.press("Control+Enter")
    page.locator(".ecl-out .big", has_text="5").wait_for()
    assert page.locator(".ecl-left .tag.good").inner_text() == "valid"
    assert page.locator(".ecl-row").count() == 5
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the list").click()
    assert len(open(download.value.path(), encoding="utf-8").read().splitlines()) == 6
    field.fill(f"<< {heart}\nAND AND < {heart}")
    page.keyboard.press("Control+Enter")
    wrong = page.locator(".e-wrong")
    wrong.wait_for()
    before = page.evaluate("() => { const wrong = document.querySelector('.e-wrong'); const range = document.createRange(); range.setStart(wrong.parentElement, 0); range.setEndBefore(wrong); return range.toString() }")
    assert before == f"<< {heart}\nAND "
    assert field.get_attribute("aria-invalid") == "true"
    assert "line 2" in page.locator(".ecl-fault").inner_text()
    assert violations(page) == []
    keep_screenshot(page, "terminology-fault")
    page.get_by_role("button", name="Recent").click()
    page.get_by_role("dialog").locator("code", has_text="Heart disease").click()
    page.locator(".ecl-out .big", has_text="5").wait_for()
    page.get_by_role("button", name="Use as a scope").click()
    page.get_by_text("in the clipboard").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f'<Taxonomy name="code" toName="text" terminology="snomed" ecl="&lt;&lt; {heart} |Heart disease|"/>'


def test_a_release_says_what_it_is_and_can_become_the_default_and_go(visit, coding):
    load(coding, "icd10cm_order_2025.txt", releases.icd10cm(), version="2025", make_default="false")
    page = room(visit(coding, "/terminology"))
    page.get_by_role("button", name="About ICD-10-CM 2025").click()
    dialog = page.get_by_role("dialog")
    assert 'terminology="icd10cm@2025"' in dialog.inner_text()
    assert violations(page) == []
    dialog.get_by_role("button", name="Make this the default").click()
    page.locator(".term-version", has_text="2025").locator(".tag", has_text="default").wait_for()
    page.get_by_role("button", name="About ICD-10-CM 2026").click()
    page.get_by_role("dialog").get_by_role("button", name="Make this the default").click()
    page.locator(".term-version", has_text="2026").locator(".tag", has_text="default").wait_for()
    page.get_by_role("button", name="About ICD-10-CM 2025").click()
    page.get_by_role("button", name="Delete this release").click()
    page.get_by_role("dialog").last.get_by_role("button", name="Delete this release").click()
    page.locator(".term-version", has_text="2025").wait_for(state="detached")


def test_the_palette_finds_codes(visit, coding):
    page = visit(coding, "/projects")
    page.wait_for_selector("html[data-ready]", state="attached")
    page.keyboard.press("Control+k")
    page.keyboard.type("heart attack")
    page.get_by_role("option", name="Myocardial infarction").first.wait_for()
    page.keyboard.press("Enter")
    concept(page, "Myocardial infarction")
    assert "system=snomed" in page.url


def test_a_code_is_copied(visit, coding):
    code = inferior(coding)
    page = room(visit(coding, f"/terminology?system=snomed&code={code}"))
    concept(page, "inferior wall")
    page.get_by_role("button", name="Copy the code").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == code


# Labelling


CONFIG = """<View><Labels name="evidence" toName="letter"><Label value="Diagnosis"/></Labels><Text name="letter" value="$text"/>
  <Taxonomy name="code" toName="letter" perRegion="true" terminology="snomed, icd10cm"/>
  <Taxonomy name="principal" toName="letter" terminology="icd10cm" maxUsages="1"/></View>"""


@pytest.fixture
def ask(coding, visit):
    """Opens a task with an interface that takes codes."""

    def open_(config=CONFIG, expected=(), **task):
        project, tasks = make_project(coding, config, [{"text": LETTER}, {"text": LETTER}])
        if task:
            coding.api("POST", f"/api/tasks/{tasks[0]}/annotations/", 201, json=task)
        return Workbench(visit(coding, f"/projects/{project}/label?task={tasks[0]}", expected=expected), coding)

    return open_


def options(task):
    return task.page.locator(".cpop:popover-open .copt")


def codes_of(item):
    return [(code["key"], code["code"]) for code in item["meta"]["med"]["codes"]]


def test_a_mark_is_searched_as_soon_as_it_is_made_and_its_map_is_taken_by_keyboard(ask):
    task = ask()
    task.drag_text("acute inferior MI")
    task.press("1")
    options(task).first.wait_for()
    field = task.question("code").get_by_role("combobox")
    assert field.input_value() == "acute inferior MI"
    assert field.evaluate("field => field === document.activeElement")
    assert "Acute myocardial infarction of inferior wall" in options(task).first.inner_text()
    task.page.locator(".cpop-strip", has_text="I21.19").wait_for()
    assert violations(task.page) == []
    keep_screenshot(task.page, "codes-marked")
    task.press("Enter")
    task.until("[...state.regions.values()][0].answers.code")
    task.page.keyboard.type("acute inf mi")
    options(task).filter(has_text="inferior wall").first.wait_for()
    task.press("ArrowRight")
    mapped = options(task).filter(has_text="I21.19")
    mapped.wait_for()
    assert "billable" in mapped.inner_text()
    keep_screenshot(task.page, "codes-maps")
    task.press("Enter")
    task.until("[...state.regions.values()][0].answers.code?.value.taxonomy.length === 2")
    chips = task.question("code").locator(".code-chip")
    assert [chip.split("\n")[-1] for chip in chips.all_inner_texts()][0].startswith("Acute myocardial infarction of inferior wall")
    item = next(item for item in task.submit()["result"] if item["from_name"] == "code")
    assert [path[-1] for path in item["value"]["taxonomy"]] == [inferior(task.server), "I21.19"]
    assert item["value"]["taxonomy"][1][-3:] == ["I21", "I21.1", "I21.19"]
    assert codes_of(item) == [("snomed", inferior(task.server)), ("icd10cm", "I21.19")]
    assert item["meta"]["med"]["codes"][1]["system"] == "http://hl7.org/fhir/sid/icd-10-cm"
    assert item["value"]["text"] == "acute inferior MI"


def test_a_concept_leads_to_the_code_it_is_billed_by_and_back_into_the_text(ask):
    task = ask("""<View><Labels name="problem" toName="letter"><Label value="Problem"/></Labels><Text name="letter" value="$text"/>
      <Taxonomy name="concept" toName="letter" perRegion="true" terminology="snomed" maxUsages="1"/>
      <Taxonomy name="billing" toName="letter" perRegion="true" terminology="icd10cm"/></View>""")
    task.drag_text("acute inferior MI")
    task.press("1")
    options(task).filter(has_text="inferior wall").first.wait_for()
    task.press("Enter")
    task.page.locator(".cgrp", has_text="Maps of Acute myocardial infarction of inferior wall").wait_for()
    assert options(task).first.inner_text().split("\n")[-2].startswith("I21.19")
    keep_screenshot(task.page, "codes-billed")
    task.press("Enter")
    task.until("[...state.regions.values()][0].answers.billing")
    task.press("Enter")
    assert task.page.evaluate("document.activeElement.classList.contains('prose')")
    result = task.submit()["result"]
    assert [codes_of(item) for item in result[1:]] == [[("snomed", inferior(task.server))], [("icd10cm", "I21.19")]]


def test_one_code_about_the_whole_task_is_taken_undone_and_replaced(ask):
    task = ask()
    question = task.question("principal")
    field = question.get_by_role("combobox")
    field.focus()
    task.page.keyboard.type("hypertens")
    options(task).first.wait_for()
    task.press("Enter")
    task.until("state.answers.get('principal')")
    assert question.locator(".code-chip").inner_text().startswith("I10")
    task.page.locator(".prose").click()
    task.press("Control+z")
    task.until("!state.answers.get('principal')")
    task.press("Control+Shift+z")
    task.until("state.answers.get('principal')")
    field.focus()
    task.page.keyboard.type("I2119")
    options(task).filter(has_text="I21.19").wait_for()
    task.press("Enter")
    task.until("state.answers.get('principal').value.taxonomy[0].at(-1) === 'I21.19'")
    item = task.submit()["result"][0]
    assert codes_of(item) == [("icd10cm", "I21.19")] and len(item["value"]["taxonomy"]) == 1


def test_the_tree_of_a_question_keeps_to_its_scope(ask, coding):
    heart = code_of(coding, "heart disease")
    task = ask(f'<View><Text name="letter" value="$text"/><Taxonomy name="code" toName="letter" terminology="snomed" ecl="&lt;&lt; {heart}"/></View>')
    task.question("code").get_by_role("combobox").focus()
    task.page.keyboard.type("pneu")
    task.page.locator(".cpop-empty", has_text="pneu").wait_for()
    task.press("Tab")
    top = task.page.locator(".cpop .ctree-row")
    top.filter(has_text="Heart disease").wait_for()
    assert top.count() == 1
    task.press("ArrowRight")
    top.filter(has_text="Myocardial infarction").wait_for()
    keep_screenshot(task.page, "codes-tree")
    assert violations(task.page) == []
    task.press("ArrowDown", "Enter")
    task.until("state.answers.get('code')")
    item = task.submit()["result"][0]
    assert item["value"]["taxonomy"] == [[heart, code_of(coding, "myocardial infarction")]]


def test_favourites_and_recent_codes_stand_where_nothing_is_typed(ask):
    task = ask()
    field = task.question("principal").get_by_role("combobox")
    field.focus()
    task.page.locator(".cpop-empty").wait_for()
    task.page.keyboard.type("bronchop")
    options(task).filter(has_text="J18.0").wait_for()
    with task.page.expect_response(lambda answer: "/codes/favourites" in answer.url) as kept:
        task.press("Alt+s")
    assert kept.value.ok
    task.press("Enter")
    task.until("state.answers.get('principal')")
    task.submit()
    task.page.wait_for_function("() => document.querySelector('label-workbench').store?.state.answers.size === 0")
    task.question("principal").get_by_role("combobox").focus()
    task.page.locator(".cgrp", has_text="Favourites").wait_for()
    task.page.locator(".cgrp", has_text="Recent").wait_for()
    assert "J18.0" in options(task).first.inner_text()
    task.press("Escape")
    assert task.page.locator(".cpop:popover-open").count() == 0


def test_codes_that_came_without_names_are_named(ask):
    result = [{"from_name": "principal", "to_name": "letter", "type": "taxonomy", "value": {"taxonomy": [["I21", "I21.1", "I21.19"], ["NONE"]]}, "origin": "manual"}]
    task = ask(CONFIG.replace(' maxUsages="1"', ""), expected=["code=NONE"], result=result)
    chips = task.question("principal").locator(".code-chip")
    chips.filter(has_text="involving other coronary artery").wait_for()
    chips.filter(has_text="not in a loaded release").wait_for()


def test_headers_and_inactive_codes_are_not_offered_and_a_system_that_is_not_loaded_is_named(ask):
    task = ask()
    field = task.question("principal").get_by_role("combobox")
    field.focus()
    task.page.keyboard.type("acute myocardial")
    task.page.locator(".cpop-empty, .copt").first.wait_for()
    assert options(task).filter(has_text="header").count() == 0
    missing = ask('<View><Text name="letter" value="$text"/><Taxonomy name="code" toName="letter" terminology="loinc"/></View>')
    missing.page.get_by_text("loinc is not loaded on this server").wait_for()
    assert missing.page.get_by_role("link", name="Load it under Terminology").get_attribute("href") == "/terminology"
    assert missing.question("code").get_by_role("combobox").is_disabled()
    assert violations(missing.page) == []


def test_a_suggestion_is_painted_within_fifty_milliseconds_of_its_key(ask):
    task = ask()
    task.question("principal").get_by_role("combobox").focus()
    task.page.evaluate("""() => {
      window.times = []
      const field = document.activeElement
      field.addEventListener("keydown", () => {
        const start = performance.now()
        const list = document.querySelector(".cpop-list")
        const watch = new MutationObserver(() => {
          watch.disconnect()
          requestAnimationFrame(() => { const done = new MessageChannel(); done.port1.onmessage = () => window.times.push(performance.now() - start); done.port2.postMessage(0) })
        })
        watch.observe(list, { childList: true })
      })
    }""")
    for letter in "myocardial":
        task.page.keyboard.press(letter)
        task.page.wait_for_timeout(120)
    times = sorted(task.page.evaluate("window.times"))
    assert len(times) >= 8, times
    assert times[len(times) // 2] <= 50, times


# A project's own


def test_a_project_brings_its_own_tree_and_labels_with_it(visit, coding, tmp_path):
    config = '<View><Text name="letter" value="$text"/><Taxonomy name="code" toName="letter" terminology="project"/></View>'
    project, tasks = make_project(coding, config.replace("project", "icd10cm"), [{"text": LETTER}])
    page = visit(coding, f"/projects/{project}/settings/codes")
    page.get_by_role("heading", name="Own tree of codes").wait_for()
    file = tmp_path / "ward.txt"
    file.write_text("Heart\n  Rhythm\n  Muscle\nLung\n  Airway\n")
    page.get_by_label("Upload a tree").set_input_files(file)
    page.get_by_text("The tree is there").wait_for(timeout=30_000)
    assert violations(page) == []
    keep_screenshot(page, "project-codes")
    coding.api("PATCH", f"/api/projects/{project}", 200, json={"label_config": config})
    task = Workbench(visit(coding, f"/projects/{project}/label?task={tasks[0]}"), coding)
    task.question("code").get_by_role("combobox").focus()
    task.page.keyboard.type("rhy")
    options(task).filter(has_text="Rhythm").wait_for()
    task.press("Enter")
    task.until("state.answers.get('code')")
    item = task.submit()["result"][0]
    assert len(item["value"]["taxonomy"][0]) == 2
    assert codes_of(item)[0][0] == f"project-{project}"


def test_another_version_is_compared_and_what_is_chosen_is_replaced(visit, coding):
    config = '<View><Text name="letter" value="$text"/><Taxonomy name="code" toName="letter" terminology="snomed"/></View>'
    project, [task] = make_project(coding, config, [{"text": LETTER}])
    old = next(item["code"] for item in coding.api("GET", "/api/terminology/search?q=pneumonia+not+further&system=snomed&inactive=1", 200).json()["groups"][0]["items"])
    release = next(one for one in coding.api("GET", "/api/terminology/releases", 200).json()["releases"] if one["key"] == "snomed")
    codes = [{"system": release["uri"], "version": release["version_uri"], "code": old, "display": "Pneumonia, not further specified", "key": "snomed"}]
    item = {"from_name": "code", "to_name": "letter", "type": "taxonomy", "value": {"taxonomy": [[old]]}, "meta": {"med": {"codes": codes}}, "origin": "manual"}
    coding.api("POST", f"/api/tasks/{task}/annotations/", 201, json={"result": [item]})
    page = visit(coding, f"/projects/{project}/settings/codes")
    page.get_by_role("button", name="Compare").click()
    row = page.locator(".code-changes tbody tr")
    row.wait_for(timeout=30_000)
    assert old in row.inner_text() and "inactive" in row.inner_text()
    assert violations(page) == []
    keep_screenshot(page, "project-versions")
    page.get_by_role("button", name="Apply the chosen").click()
    page.get_by_text("1 annotation changed").wait_for(timeout=30_000)
    [annotation] = coding.api("GET", f"/api/tasks/{task}/annotations/", 200).json()
    assert annotation["result"][0]["value"]["taxonomy"][0][-1] == code_of(coding, "pneumonia")
