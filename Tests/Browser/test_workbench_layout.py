"""Where things stand on the workbench: short questions in a row, a dock that leaves room for the task, many objects in a grid."""

import pytest
from playwright.sync_api import expect

from workbench import make_project

TEXT = {"text": "Chest film: small effusion on the left."}
FIVE = "".join(f'<Choice value="{value}"/>' for value in ("Home", "With care", "Facility", "Died", "Not stated"))


@pytest.fixture
def lay_out(server, open_task):
    def open_(inside, **options):
        project, [task] = make_project(server, f"<View>{inside}</View>", [TEXT])
        return open_task(project, task, **options)

    return open_


def boxes(task, selector):
    return [each.bounding_box() for each in task.page.locator(selector).all()]


def test_five_short_choices_stand_in_one_row_and_show_which_is_chosen(lay_out):
    task = lay_out(f'<Text name="t" value="$text"/><Choices name="to" toName="t">{FIVE}</Choices>')
    assert len({box["y"] for box in boxes(task, "question-dock [role=radio]")}) == 1
    look = "node => getComputedStyle(node).backgroundColor"
    chosen, other = [task.question("to").get_by_role("radio", name=name) for name in ("Died", "Home")]
    chosen.click()
    task.page.mouse.move(5, 5)
    task.page.wait_for_function("document.querySelector('question-dock [aria-checked=true]')")
    assert chosen.evaluate(look) != other.evaluate(look)


def test_many_questions_leave_the_task_most_of_the_stage_and_scroll(lay_out):
    questions = "".join(f'<Choices name="q{i}" toName="t" choice="multiple">{FIVE}</Choices>' for i in range(12))
    task = lay_out(f'<Text name="t" value="$text"/>{questions}')
    [stage], [dock] = boxes(task, ".wb-stage"), boxes(task, "question-dock")
    assert dock["height"] <= stage["height"] * 0.4 + 1
    assert task.page.locator("question-dock").evaluate("dock => dock.scrollHeight > dock.clientHeight")
    task.question("q11").get_by_role("checkbox", name="Died").click()
    expect(task.question("q11").get_by_role("checkbox", name="Died")).to_have_attribute("aria-checked", "true")


def test_four_objects_are_two_by_two(lay_out):
    task = lay_out("".join(f'<Text name="t{i}" value="$text"/>' for i in range(4)) + f'<Choices name="to" toName="t0">{FIVE}</Choices>')
    found = boxes(task, ".panes > .pane")
    assert (len(found), len({box["x"] for box in found}), len({box["y"] for box in found})) == (4, 2, 2)
    assert all(box["width"] >= 280 and box["height"] >= 280 for box in found)
