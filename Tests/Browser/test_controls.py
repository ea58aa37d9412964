"""Every kind of question, answered with the mouse and with the keyboard; the answers have exactly Label Studio's shapes."""

import re

import pytest

from workbench import make_project

REPORT = {"report": "Chest film: small effusion on the left.", "labs": {"Sodium": "138", "Potassium": "4.1"}}


@pytest.fixture
def ask(server, open_task):
    """Opens a task with these questions below a text."""

    def open_(questions, data=REPORT, objects='<Text name="report" value="$report"/>'):
        project, [task] = make_project(server, f"<View>{objects}{questions}</View>", [data])
        return open_task(project, task)

    return open_


def stored(task):
    """What the server has, without the ids, which are new every time."""
    return [{key: value for key, value in item.items() if key != "id"} for item in task.submit()["result"]]


def answer(name, kind, **value):
    return {"from_name": name, "to_name": "report", "type": kind, "value": value, "origin": "manual"}


def test_one_choice_by_mouse_and_by_its_key(ask):
    task = ask('<Choices name="grade" toName="report" choice="single"><Choice value="Mild"/><Choice value="Severe"/></Choices>')
    question = task.question("grade")
    question.get_by_role("radio", name="Mild").click()
    task.page.locator(".prose").click()
    task.press("2")
    assert question.get_by_role("radio", name="Severe").get_attribute("aria-checked") == "true"
    assert stored(task) == [answer("grade", "choices", choices=["Severe"])]


def test_several_choices_keep_their_aliases(ask):
    task = ask("""<Choices name="signs" toName="report" choice="multiple">
      <Choice value="Effusion" alias="eff"/><Choice value="Nodule"/><Choice value="Fracture"/></Choices>""")
    for name in ("Effusion", "Nodule", "Fracture", "Nodule"):
        task.question("signs").get_by_role("checkbox", name=name).click()
    assert stored(task) == [answer("signs", "choices", choices=["eff", "Fracture"])]


def test_nested_choices_are_paths(ask):
    task = ask("""<Choices name="signs" toName="report" choice="multiple" allowNested="true">
      <Choice value="Lung"><Choice value="Nodule"/><Choice value="Effusion"/></Choice><Choice value="Heart"/></Choices>""")
    task.question("signs").get_by_role("checkbox", name="Effusion").click()
    task.question("signs").get_by_role("checkbox", name="Heart").click()
    assert stored(task) == [answer("signs", "choices", choices=[["Lung", "Effusion"], ["Heart"]])]


def test_choices_in_a_menu(ask):
    task = ask("""<Choices name="grade" toName="report" layout="select" choice="single">
      <Choice value="Mild"/><Choice value="Severe"/></Choices>""")
    task.question("grade").get_by_role("combobox").select_option(label="Severe")
    assert stored(task) == [answer("grade", "choices", choices=["Severe"])]


TAXONOMY = """<Taxonomy name="code" toName="report">
  <Choice value="I Circulation"><Choice value="I21 Infarction"/><Choice value="I50 Heart failure"/></Choice>
  <Choice value="J Respiration"><Choice value="J18 Pneumonia"/><Choice value="J90 Effusion"/></Choice></Taxonomy>"""


def test_a_taxonomy_is_searched_by_keyboard(ask):
    task = ask(TAXONOMY)
    question = task.question("code")
    question.get_by_role("searchbox").focus()
    task.page.keyboard.type("effu")
    assert question.get_by_role("treeitem", name="J90 Effusion").is_visible()
    assert question.get_by_role("treeitem", name="I21 Infarction").count() == 0
    task.press("ArrowDown", "Enter", "Escape")
    task.page.keyboard.type("I50")
    task.press("ArrowDown", "Enter")
    assert stored(task) == [answer("code", "taxonomy", taxonomy=[["J Respiration", "J90 Effusion"], ["I Circulation", "I50 Heart failure"]])]


def test_a_taxonomy_is_browsed_by_mouse_and_an_answer_removed(ask):
    task = ask(TAXONOMY)
    question = task.question("code")
    question.get_by_role("treeitem", name="I21 Infarction").click()
    question.get_by_role("treeitem", name="J18 Pneumonia").click()
    question.get_by_role("button", name="Remove I21 Infarction").click()
    assert stored(task) == [answer("code", "taxonomy", taxonomy=[["J Respiration", "J18 Pneumonia"]])]


def test_one_text_and_several_texts(ask):
    task = ask("""<TextArea name="impression" toName="report" maxSubmissions="1" rows="3"/>
      <TextArea name="differential" toName="report"/>""")
    task.question("impression").get_by_role("textbox").fill("Two lines\nof text")
    several = task.question("differential").get_by_role("textbox").last
    for words in ("failure", "infection", "tumour"):
        several.fill(words)
        several.press("Enter")
    task.question("differential").get_by_role("button", name="Remove text 2").click()
    assert stored(task) == [
        answer("impression", "textarea", text=["Two lines\nof text"]),
        answer("differential", "textarea", text=["failure", "tumour"]),
    ]


def test_numbers_keep_to_their_limits(ask):
    task = ask('<Number name="age" toName="report" min="0" max="120"/><Number name="size" toName="report" step="0.1"/>')
    task.question("age").get_by_role("spinbutton").fill("74")
    task.question("size").get_by_role("spinbutton").fill("2.5")
    assert stored(task) == [answer("age", "number", number=74), answer("size", "number", number=2.5)]


def test_a_number_out_of_its_limits_is_not_submitted(ask):
    task = ask('<Number name="age" toName="report" min="0" max="120"/>')
    task.question("age").get_by_role("spinbutton").fill("740")
    task.press("Control+Enter")
    task.page.wait_for_timeout(300)
    assert task.root.get_by_role("button", name="Submit").is_visible()
    assert "wrong" in task.question("age").get_attribute("class")
    task.question("age").get_by_role("spinbutton").fill("74")
    assert stored(task) == [answer("age", "number", number=74)]


def test_a_rating_by_mouse_and_arrow_keys(ask):
    task = ask('<Rating name="quality" toName="report" maxRating="5"/>')
    task.question("quality").get_by_role("radio", name="3 of 5").click()
    task.press("ArrowRight")
    assert stored(task) == [answer("quality", "rating", rating=4)]


def test_dates_and_times(ask):
    task = ask("""<DateTime name="day" toName="report" only="date"/><DateTime name="moment" toName="report" only="date,time"/>
      <DateTime name="german" toName="report" only="date" format="%d.%m.%Y"/>""")
    task.question("day").locator("input").fill("2024-05-01")
    task.question("moment").locator("input").fill("2024-05-01T14:30")
    task.question("german").locator("input").fill("2024-05-01")
    assert stored(task) == [
        answer("day", "datetime", datetime="2024-05-01"),
        answer("moment", "datetime", datetime="2024-05-01T14:30"),
        answer("german", "datetime", datetime="01.05.2024"),
    ]


def test_the_better_of_two(ask):
    task = ask(
        '<Pairwise name="better" toName="one,two"/>', {"one": "First summary.", "two": "Second summary."},
        '<View style="display:flex"><Text name="one" value="$one"/><Text name="two" value="$two"/></View>',
    )
    task.question("better").get_by_role("radio").nth(1).click()
    assert stored(task) == [{"from_name": "better", "to_name": "better", "type": "pairwise", "value": {"selected": "right"}, "origin": "manual"}]


ITEMS = {"items": [{"id": "a", "title": "First"}, {"id": "b", "title": "Second"}, {"id": "c", "title": "Third"}]}


def test_items_are_sorted_into_buckets_by_keyboard(ask):
    task = ask(
        '<Ranker name="rank" toName="answers"><Bucket name="good" title="Good"/><Bucket name="bad" title="Bad"/></Ranker>',
        ITEMS, '<List name="answers" value="$items" title="Answers"/>',
    )
    question = task.question("rank")
    question.locator("[data-item=b]").focus()
    task.press("ArrowRight")
    question.locator("[data-item=c]").focus()
    task.press("ArrowRight", "ArrowRight")
    [item] = stored(task)
    assert (item["type"], item["from_name"], item["to_name"]) == ("ranker", "rank", "answers")
    assert {name: ids for name, ids in item["value"]["ranker"].items() if name != "_"} == {"good": ["b"], "bad": ["c"]}


def test_items_are_ranked_by_dragging(ask):
    task = ask('<Ranker name="rank" toName="answers"/>', ITEMS, '<List name="answers" value="$items" title="Answers"/>')
    question = task.question("rank")
    question.locator("[data-item=c]").drag_to(question.locator("[data-item=a]"))
    [item] = stored(task)
    ranked = item["value"]["ranker"]
    assert (ranked if isinstance(ranked, list) else list(ranked.values())[0]) == ["c", "a", "b"]


def test_tables_and_headers_are_shown(ask):
    task = ask('<Choices name="ok" toName="labs"><Choice value="Normal"/></Choices>', REPORT,
               '<Header value="Laboratory" size="3"/><Table name="labs" value="$labs"/>')
    assert task.page.get_by_role("heading", name="Laboratory").is_visible()
    row = task.page.get_by_role("row").filter(has_text="Potassium")
    assert "4.1" in row.inner_text()


RULES = """<Choices name="image" toName="report" choice="single"><Choice value="Usable"/><Choice value="Unusable"/></Choices>
  <View visibleWhen="choice-selected" whenTagName="image" whenChoiceValue="Unusable">
    <TextArea name="why" toName="report" maxSubmissions="1" required="true"/></View>
  <View visibleWhen="choice-unselected" whenTagName="image" whenChoiceValue="Unusable">
    <Rating name="quality" toName="report"/></View>"""


def test_questions_appear_by_their_rules_and_hidden_answers_stay_out(ask):
    task = ask(RULES)
    assert task.question("why").count() == 0
    task.question("quality").get_by_role("radio", name="2 of 5").click()
    task.question("image").get_by_role("radio", name="Unusable").click()
    task.question("why").get_by_role("textbox").fill("blurred")
    assert task.question("quality").count() == 0
    assert stored(task) == [answer("image", "choices", choices=["Unusable"]), answer("why", "textarea", text=["blurred"])]


def test_a_hidden_required_question_does_not_block(ask):
    task = ask(RULES)
    task.question("image").get_by_role("radio", name=re.compile("^Usable")).click()
    assert stored(task) == [answer("image", "choices", choices=["Usable"])]


def test_a_model_answer_is_taken_with_one_press(server, open_task):
    config = """<View><Text name="report" value="$report"/><Choices name="grade" toName="report" choice="single">
      <Choice value="Mild"/><Choice value="Severe"/></Choices></View>"""
    prediction = {"model_version": "m1", "score": 0.91, "result": [
        {"id": "p1", "from_name": "grade", "to_name": "report", "type": "choices", "value": {"choices": ["Severe"]}}]}
    project, [task] = make_project(server, config, [{"data": REPORT, "predictions": [prediction]}])
    opened = open_task(project, task)
    opened.question("grade").get_by_role("button", name="Suggested: Severe").click()
    assert stored(opened) == [answer("grade", "choices", choices=["Severe"])]
