"""The data table: sorting, filters, selections, deleting, exporting, and walking through very many rows."""

import json
import re

import pytest

from workbench import make_project

CONFIG = '<View><Text name="text" value="$text"/><Choices name="c" toName="text"><Choice value="a"/></Choices></View>'


@pytest.fixture
def table(server, open_page):
    """Opens the table of a new project with these tasks."""

    def open_(tasks, **options):
        project, ids = make_project(server, CONFIG, tasks)
        return Table(open_page(f"/projects/{project}/data", **options), project, ids)

    return open_


class Table:
    def __init__(self, page, project, ids):
        self.page, self.project, self.ids = page, project, ids
        self.grid = page.get_by_role("grid", name="Tasks")
        self.grid.wait_for()
        page.wait_for_function("() => document.querySelector('.tbody .tr .td:not(.wait)')")

    @property
    def rows(self):
        """The first column of data of the rows in sight, from the top."""
        return self.page.evaluate("""() => [...document.querySelectorAll(".tbody .tr")]
          .map(row => [Number(row.dataset.index), row.querySelectorAll(".td")[2]?.textContent ?? null])
          .sort((a, b) => a[0] - b[0]).map(pair => pair[1])""")

    def until(self, rows):
        self.page.wait_for_function(
            """wanted => JSON.stringify([...document.querySelectorAll(".tbody .tr")]
              .map(row => [Number(row.dataset.index), row.querySelectorAll(".td")[2]?.textContent])
              .sort((a, b) => a[0] - b[0]).map(pair => pair[1])) === wanted""",
            arg=json.dumps(rows, separators=(",", ":")),
        )

    @property
    def total(self):
        return int(self.grid.get_attribute("aria-rowcount")) - 1

    def wait_for_total(self, total):
        self.page.wait_for_function(f"() => document.querySelector('.vtable').getAttribute('aria-rowcount') === '{total + 1}'")


WORDS = [{"text": word, "ward": n % 2} for n, word in enumerate(["pear", "apple", "quince", "fig"])]


def test_sorting_by_a_column_and_back(table):
    data = table(WORDS)
    assert data.rows == ["pear", "apple", "quince", "fig"]
    header = data.page.get_by_role("columnheader", name="text")
    header.get_by_role("button").click()
    data.until(["apple", "fig", "pear", "quince"])
    assert header.get_attribute("aria-sort") == "ascending"
    header.get_by_role("button").click()
    data.until(["quince", "pear", "fig", "apple"])
    header.get_by_role("button").click()
    data.until(["pear", "apple", "quince", "fig"])


def test_filters_read_as_chips_and_can_be_changed_and_removed(table):
    data = table(WORDS)
    data.page.get_by_role("button", name="Filter F").click()
    dialog = data.page.get_by_role("dialog", name="Add filter")
    dialog.get_by_label("Field").select_option(label="text")
    dialog.get_by_label("Condition").select_option(label="contains")
    dialog.get_by_label("Value").fill("p")
    dialog.get_by_role("button", name="Add filter").click()
    data.until(["pear", "apple"])
    assert data.page.locator(".chip-body").inner_text().replace("\n", " ") == "text contains p"
    assert data.page.get_by_text("2 of 4 tasks").is_visible()
    data.page.get_by_role("button", name="Change filter: text contains p").click()
    dialog = data.page.get_by_role("dialog", name="Change filter")
    dialog.get_by_label("Value").fill("q")
    dialog.get_by_role("button", name="Change", exact=True).click()
    data.until(["quince"])
    data.page.get_by_role("button", name="Remove filter: text contains q").click()
    data.wait_for_total(4)


def test_a_filter_that_fits_nothing_offers_the_way_back(table):
    data = table(WORDS)
    data.page.keyboard.press("f")
    dialog = data.page.get_by_role("dialog", name="Add filter")
    dialog.get_by_label("Value").fill("melon")
    dialog.get_by_label("Value").press("Enter")
    data.page.get_by_text("No task matches these filters.").wait_for()
    data.page.get_by_role("button", name="Show all 4 tasks").click()
    data.wait_for_total(4)


def test_several_rows_are_chosen_and_deleted(table, server):
    data = table(WORDS)
    data.page.get_by_label(f"Select task {data.ids[0]}").click()
    data.page.get_by_label(f"Select task {data.ids[2]}").click(modifiers=["Shift"])
    bar = data.page.get_by_role("toolbar", name="Actions on the selection")
    assert "3 selected" in bar.inner_text()
    bar.get_by_role("button", name="Delete").click()
    data.page.get_by_role("dialog", name="Delete 3 tasks").get_by_role("button", name="Delete 3 tasks").click()
    data.until(["fig"])
    assert server.api("GET", f"/api/projects/{data.project}/", 200).json()["task_number"] == 1


def test_cancelling_a_deletion_keeps_everything(table, server):
    data = table(WORDS)
    data.page.get_by_label("Select all tasks").click()
    data.page.get_by_role("toolbar", name="Actions on the selection").get_by_role("button", name="Delete").click()
    data.page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    assert server.api("GET", f"/api/projects/{data.project}/", 200).json()["task_number"] == 4


def test_a_selection_is_exported(table, server):
    data = table(WORDS)
    for task in data.ids:
        server.api("POST", f"/api/tasks/{task}/annotations/", 201, json={"result": []})
    data.page.get_by_label(f"Select task {data.ids[1]}").click()
    data.page.get_by_label(f"Select task {data.ids[3]}").click()
    data.page.get_by_role("toolbar", name="Actions on the selection").get_by_role("button", name="Export").click()
    dialog = data.page.get_by_role("dialog", name="Export 2 tasks")
    with data.page.expect_download() as download:
        dialog.get_by_role("button", name="Download").click()
    exported = json.loads(download.value.path().read_text())
    assert [task["data"]["text"] for task in exported] == ["apple", "fig"]


def test_by_keyboard_alone(table):
    data = table(WORDS)
    data.grid.focus()
    data.page.keyboard.press("ArrowDown")
    data.page.keyboard.press("x")
    data.page.keyboard.press("Shift+ArrowDown")
    assert "2 selected" in data.page.get_by_role("toolbar", name="Actions on the selection").inner_text()
    data.page.keyboard.press("Home")
    data.page.keyboard.press("Enter")
    data.page.wait_for_url(re.compile(rf"/label\?task={data.ids[0]}$"))


def test_the_preview_follows_the_cursor(table):
    data = table(WORDS)
    data.grid.focus()
    data.page.keyboard.press(" ")
    preview = data.page.get_by_role("complementary", name="Preview")
    preview.get_by_text("pear").wait_for()
    data.page.keyboard.press("ArrowDown")
    preview.get_by_text("apple").wait_for()


def test_a_view_is_kept(table):
    data = table(WORDS)
    data.page.get_by_role("columnheader", name="text").get_by_role("button").click()
    data.until(["apple", "fig", "pear", "quince"])
    data.page.get_by_text("Save as a view").click()
    dialog = data.page.get_by_role("dialog", name="Save as a view")
    dialog.get_by_label("Title of the view").fill("By name")
    dialog.get_by_role("button", name="Save").click()
    data.page.get_by_role("tab", name="By name").wait_for()
    data.page.reload()
    data.until(["apple", "fig", "pear", "quince"])


@pytest.fixture(scope="module")
def large(server):
    """A project of 20 000 tasks."""
    return make_project(server, CONFIG, [{"text": f"note {n:05d}"} for n in range(20_000)])[0]


def test_twenty_thousand_rows_scroll(large, open_page):
    data = Table(open_page(f"/projects/{large}/data"), large, [])
    assert data.total == 20_000
    assert data.page.locator(".tbody .tr").count() < 60, "only the rows in sight are on the page"
    data.grid.focus()
    data.page.keyboard.press("End")
    data.page.wait_for_function("() => [...document.querySelectorAll('.tbody .td')].some(cell => cell.textContent === 'note 19999')")
    data.page.locator(".scroller").evaluate("element => { element.scrollTop = element.scrollHeight / 2 }")
    data.page.wait_for_function("() => [...document.querySelectorAll('.tbody .td')].some(cell => /^note (099|100)/.test(cell.textContent))")
    data.page.mouse.move(600, 500)
    for _ in range(10):
        data.page.mouse.wheel(0, 800)
    data.page.wait_for_function("() => document.querySelectorAll('.tbody .td.wait').length === 0")
    numbers = [int(text[5:]) for text in data.rows]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), "no row is missing or stands twice"


def test_all_rows_are_chosen_at_once(large, open_page):
    data = Table(open_page(f"/projects/{large}/data"), large, [])
    data.page.get_by_label("Select all tasks").click()
    assert re.search(r"20.000 selected", data.page.get_by_role("toolbar", name="Actions on the selection").inner_text())
