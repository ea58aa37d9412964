"""The interface editor: what is wrong stands at its line, what is right is seen at once."""

import pytest
from playwright.sync_api import expect

from workbench import make_project

CONFIG = """<View>
  <Labels name="entity" toName="note"><Label value="Drug"/></Labels>
  <Text name="note" value="$text"/>
</View>"""


@pytest.fixture
def editor(server, open_page):
    project, _ = make_project(server, CONFIG, [{"text": "A real note of this project."}])
    page = open_page(f"/projects/{project}/settings/interface", expected=["400"])
    page.project = project
    page.area = page.get_by_role("textbox", name="Interface")
    page.area.wait_for()
    return page


def test_the_preview_shows_the_first_real_task(editor):
    editor.get_by_role("region", name="Preview").get_by_text("A real note of this project.").wait_for()


def test_a_broken_tag_is_named_at_its_line(editor):
    editor.area.fill(CONFIG.replace('<Text name="note" value="$text"/>', '<Text name="note" value="$text">'))
    problem = editor.locator(".problem").filter(has_text="ine 4")
    problem.wait_for()
    assert editor.locator(".xml-gutter .wrong").inner_text() == "4"
    expect(editor.get_by_role("button", name="Save")).to_be_disabled()
    editor.area.press("Control+Home")
    problem.click()
    line = editor.area.evaluate("area => area.value.slice(0, area.selectionStart).split('\\n').length")
    assert line == 4


def test_the_server_has_the_last_word(editor):
    editor.area.fill(CONFIG.replace('toName="note"', 'toName="letter"'))
    editor.locator(".problem").filter(has_text="letter").first.wait_for()
    expect(editor.get_by_role("button", name="Save")).to_be_disabled()


def test_the_preview_follows_typing_and_can_be_worked_in(editor):
    preview = editor.get_by_role("region", name="Preview")
    editor.area.fill(CONFIG.replace('<Label value="Drug"/>', '<Label value="Drug"/><Label value="Dose"/>'))
    preview.get_by_role("button", name="Dose").wait_for()


def test_a_change_is_saved_and_used(editor, server):
    changed = CONFIG.replace("Drug", "Medicine")
    editor.area.fill(changed)
    with editor.expect_response(lambda answer: answer.request.method == "PATCH") as caught:
        editor.get_by_role("button", name="Save").click()
    assert caught.value.ok
    stored = server.api("GET", f"/api/projects/{editor.project}/", 200).json()
    assert stored["label_config"] == changed
    expect(editor.get_by_role("button", name="Save")).to_be_disabled()


def test_a_snippet_is_put_in_with_a_free_name(editor):
    editor.area.press("Control+Home")
    editor.area.press("ArrowDown")
    editor.get_by_role("combobox", name="Insert a tag").or_(editor.locator(".xml-side select")).first.select_option(label="Choices")
    assert "<Choices" in editor.area.input_value()
    editor.locator(".problem.fine").wait_for()


def test_leaving_with_unsaved_changes_asks(editor):
    asked = []
    editor.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    editor.area.fill(CONFIG.replace("Drug", "Medicine"))
    editor.get_by_role("link", name="General").click()
    editor.wait_for_timeout(200)
    assert asked and "interface" in editor.url
    assert "Medicine" in editor.area.input_value()
