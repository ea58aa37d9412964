"""Spans, questions and relations in a text, by mouse and by keyboard; what was done is never lost."""

import re

import pytest

from workbench import Workbench, is_submission, make_project, values

NOTE = (
    "Discharge note \U0001fac0 of the cardiac ward\n"
    "The patient took aspirin 300 mg daily for severe chest pain.\n"
    "No fever today. Follow-up in two weeks."
)
CONFIG = """<View>
  <Labels name="entity" toName="note"><Label value="Problem"/><Label value="Drug"/><Label value="Dose"/></Labels>
  <Text name="note" value="$text"/>
  <Relations><Relation value="treats"/></Relations>
  <Choices name="certainty" toName="note" perRegion="true" whenTagName="entity" whenLabelValue="Problem" choice="single">
    <Choice value="present"/><Choice value="absent"/>
  </Choices>
</View>"""
ASKING = CONFIG.replace("</View>", """
  <Choices name="outcome" toName="note" choice="single" required="true" requiredMessage="Say how it ended.">
    <Choice value="Home"/><Choice value="Ward"/>
  </Choices></View>""")


def span(phrase, label, text=NOTE):
    """The value Label Studio stores: offsets are code points, as in Python."""
    start = text.index(phrase)
    return {"start": start, "end": start + len(phrase), "text": phrase, "labels": [label]}


@pytest.fixture
def bench(server, open_task):
    def open_(config=CONFIG, tasks=({"text": NOTE},), settings={}, **options):
        project, ids = make_project(server, config, tasks, **settings)
        return open_task(project, ids[0], **options)

    return open_


def test_choose_then_press_a_label_key(bench):
    task = bench()
    task.drag_text("aspirin")
    assert task.regions == []
    task.press("2")
    task.wait_for_regions(1)
    result = task.submit()["result"]
    assert values(result, "entity") == [span("aspirin", "Drug")]
    assert [(item["type"], item["to_name"], item["origin"]) for item in result] == [("labels", "note", "manual")]


def test_a_label_in_hand_marks_one_after_the_other(bench):
    task = bench()
    task.press("2")
    task.drag_text("aspirin")
    task.drag_text("fever")
    task.wait_for_regions(2)
    assert values(task.submit()["result"], "entity") == [span("aspirin", "Drug"), span("fever", "Drug")]


def test_a_click_on_the_label_bar_does_what_the_key_does(bench):
    task = bench()
    task.drag_text("300 mg")
    task.page.get_by_role("group", name="Labels").get_by_role("button", name="Dose").click()
    task.wait_for_regions(1)
    assert values(task.submit()["result"], "entity") == [span("300 mg", "Dose")]


def test_a_drag_is_right_when_the_keyboard_was_elsewhere(bench):
    task = bench()
    for words in ("aspirin", "Discharge"):
        task.page.evaluate("() => { document.activeElement.blur(); getSelection().removeAllRanges() }")
        task.drag_text(words)
        task.press("2", "Escape")
    task.wait_for_regions(2)
    assert [region["geometry"]["text"] for region in task.regions] == ["aspirin", "Discharge"]


def test_by_keyboard_alone(bench):
    task = bench()
    assert "prose" in task.page.evaluate("document.activeElement.className")
    task.press("ArrowDown", "Home")
    task.press(*["Control+ArrowRight"] * 3)
    task.press("Shift+Control+ArrowRight")
    task.press("2")
    task.wait_for_regions(1)
    assert values(task.submit(by="key")["result"], "entity") == [span("aspirin", "Drug")]


def test_nested_and_overlapping_spans_stay_apart(bench):
    task = bench()
    task.drag_text("severe chest pain")
    task.press("1", "Escape")
    task.drag_text("chest pain")
    task.press("3", "Escape")
    task.drag_text("daily for severe")
    task.press("2", "Escape")
    task.wait_for_regions(3)
    lanes = task.page.evaluate(
        "() => [...document.querySelectorAll('.prose .e')].map(e => [e.dataset.id, e.getBoundingClientRect().height, getComputedStyle(e).paddingBottom])"
    )
    assert len({each[0] for each in lanes}) == 3
    task.click_text("pain")
    first = task.ask("[...state.selection]")
    task.click_text("pain")
    assert task.ask("[...state.selection]") != first, "a second click goes on to the enclosing span"
    spans = values(task.submit()["result"], "entity")
    assert spans == [span("severe chest pain", "Problem"), span("chest pain", "Dose"), span("daily for severe", "Drug")]


def test_a_question_about_a_region_appears_with_its_label(bench):
    task = bench()
    task.drag_text("aspirin")
    task.press("2")
    assert task.question("certainty").count() == 0
    task.press("Escape")
    task.drag_text("chest pain")
    task.press("1")
    task.question("certainty").get_by_role("radio", name="present").click()
    result = task.submit()["result"]
    problem = [item for item in result if item["from_name"] == "entity" and item["value"]["labels"] == ["Problem"]]
    answer = [item for item in result if item["from_name"] == "certainty"]
    assert len(answer) == 1 and answer[0]["id"] == problem[0]["id"]
    assert answer[0]["value"] == {"start": problem[0]["value"]["start"], "end": problem[0]["value"]["end"], "text": "chest pain", "choices": ["present"]}


def test_relations(bench):
    task = bench()
    task.drag_text("aspirin")
    task.press("2", "Escape")
    task.drag_text("chest pain")
    task.press("1", "Escape")
    task.click_text("aspirin")
    task.press("r")
    task.click_text("chest")
    task.until("state.relations.length === 1")
    task.page.get_by_role("tab", name=re.compile("Relations")).click()
    task.page.get_by_role("button", name="treats").click()
    result = task.submit()["result"]
    ids = {item["value"]["text"]: item["id"] for item in result if item["type"] == "labels"}
    assert [item for item in result if item["type"] == "relation"] == [
        {"from_id": ids["aspirin"], "to_id": ids["chest pain"], "type": "relation", "direction": "right", "labels": ["treats"]}
    ]


def test_delete_undo_redo(bench):
    task = bench()
    task.press("2")
    task.drag_text("aspirin")
    task.drag_text("fever")
    task.wait_for_regions(2)
    task.press("Escape")
    task.click_text("aspirin")
    task.press("Delete")
    task.wait_for_regions(1)
    before = task.regions
    task.press("Control+z")
    task.wait_for_regions(2)
    task.press("Control+z", "Control+z")
    task.wait_for_regions(0)
    task.press("Control+Shift+z", "Control+Shift+z", "Control+Shift+z")
    task.wait_for_regions(1)
    assert task.regions == before


def test_a_note_on_a_region(bench):
    task = bench()
    task.drag_text("fever")
    task.press("1")
    task.page.get_by_role("textbox", name="Note on this region").fill("ask the ward")
    assert task.submit()["result"][0]["meta"] == {"text": ["ask the ward"]}


def test_update_skip_and_the_next_task(bench, server):
    task = bench(tasks=[{"text": NOTE}, {"text": "The second note."}, {"text": "The third note."}])
    first = task.task
    task.drag_text("aspirin")
    task.press("2")
    task.submit()
    task.until(f"state.task.id !== {first}")
    second = task.task
    with task.page.expect_response(lambda answer: is_submission(answer.request)) as skipped:
        task.press("Control+Space")
    assert skipped.value.json()["was_cancelled"] is True
    task.until(f"state.task.id !== {second}")
    assert len({first, second, task.task}) == 3

    task.press("Alt+PageUp")
    task.until(f"state.task.id === {second}")
    task.press("Alt+PageUp")
    task.until(f"state.task.id === {first} && state.regions.size === 1")
    assert task.root.get_by_role("button", name="Update").is_visible()
    task.drag_text("fever")
    task.press("1")
    task.submit()
    stored = server.api("GET", f"/api/tasks/{first}/annotations/", 200).json()
    assert len(stored) == 1
    assert values(stored[0]["result"], "entity") == [span("aspirin", "Drug"), span("fever", "Problem")]


def test_the_last_task_says_that_nothing_is_left(bench):
    task = bench()
    task.drag_text("aspirin")
    task.press("2")
    task.submit()
    task.page.get_by_text("Nothing is left to label").wait_for()


def test_a_draft_survives_a_reload(bench):
    task = bench()
    task.drag_text("aspirin")
    task.press("2")
    task.draft_saved()
    before = task.regions
    task.page.reload()
    again = Workbench(task.page, task.server)
    again.wait_for_regions(1)
    keep = ("id", "geometry", "labels", "objectName", "shape")
    assert [{key: region[key] for key in keep} for region in again.regions] == [{key: region[key] for key in keep} for region in before]


def test_a_change_made_just_before_a_crash_survives(bench):
    task = bench(expected=["ERR_INTERNET_DISCONNECTED"])
    task.drag_text("aspirin")
    task.press("2")
    task.wait_for_regions(1)
    # The network is gone before the draft leaves, and so is the window.
    task.page.context.set_offline(True)
    url = task.page.url
    task.page.wait_for_timeout(50)
    other = task.page.context.new_page()
    task.page.close(run_before_unload=False)
    other.context.set_offline(False)
    other.goto(url)
    Workbench(other, task.server).wait_for_regions(1)


def test_a_required_question_blocks_submitting_and_takes_the_focus(bench):
    task = bench(ASKING)
    task.drag_text("aspirin")
    task.press("2", "Control+Enter")
    question = task.question("outcome")
    question.get_by_text("Say how it ended.").wait_for()
    assert question.evaluate("element => element.contains(document.activeElement)")
    assert "wrong" in question.get_attribute("class")
    question.get_by_role("radio", name="Home").click()
    assert values(task.submit()["result"], "outcome") == [{"choices": ["Home"]}]


def test_two_tabs_on_one_task_keep_both(bench, open_task):
    refused = "412"
    task = bench(expected=[refused])
    task.press("2")
    task.drag_text("aspirin")
    task.draft_saved()
    project = int(re.search(r"/projects/(\d+)/", task.page.url)[1])
    other = open_task(project, task.task, expected=[refused])
    other.wait_for_regions(1)
    other.press("1")
    other.drag_text("chest pain")
    other.draft_saved()
    task.page.bring_to_front()
    task.drag_text("fever")
    task.wait_for_regions(3)
    task.draft_saved()
    spans = values(task.submit()["result"], "entity")
    assert sorted(each["text"] for each in spans) == ["aspirin", "chest pain", "fever"]


def test_offline_work_goes_on_and_is_sent_later(bench):
    task = bench(expected=["ERR_INTERNET_DISCONNECTED"])
    task.page.context.set_offline(True)
    task.press("2")
    task.drag_text("aspirin")
    task.page.get_by_text("Offline: kept in this browser").wait_for()
    assert task.page.get_by_text("The server cannot be reached. Work goes on").first.is_visible()
    task.drag_text("fever")
    task.page.context.set_offline(False)
    task.draft_saved()
    assert len(values(task.submit()["result"], "entity")) == 2


def test_html_is_shown_safely_and_marked_by_its_text(server, open_task):
    config = """<View><HyperTextLabels name="mark" toName="page"><Label value="Finding"/></HyperTextLabels>
      <HyperText name="page" value="$html"/></View>"""
    html = "<h1>Report</h1><p onclick=\"alert(1)\">A <b>small</b> nodule.<script>alert(2)</script></p><img src=x onerror=alert(3)>"
    project, [task] = make_project(server, config, [{"html": html}])
    page = open_task(project, task)
    assert page.page.locator(".prose script, .prose [onclick], .prose [onerror]").count() == 0
    page.drag_text("small nodule")
    page.press("1")
    page.wait_for_regions(1)
    [value] = values(page.submit()["result"], "mark")
    assert value["text"] == "small nodule"
    assert value["hypertextlabels"] == ["Finding"]
    assert value["start"].endswith("text()[1]") and "globalOffsets" in value
