"""A newcomer's first hour: a project from a template, real notes and images, labels, an export that fits the text."""

import base64
import csv
import io
import json
import re

import numpy as np
import pytest
from PIL import Image

from workbench import Workbench, values


def new_project(page, template, title):
    page.get_by_role("link", name="New project").or_(page.get_by_role("button", name="New project")).first.click()
    page.get_by_role("radiogroup", name="Templates").get_by_text(template, exact=True).click()
    name = page.get_by_label("Title of the project")
    page.get_by_role("heading", name=template).wait_for()
    name.fill(title)
    page.get_by_role("button", name="Use this template").click()
    page.wait_for_url("**/projects/new?project=*")
    return int(re.search(r"project=(\d+)", page.url)[1])


def drop(page, files):
    """Drops files on the page as a file manager does."""
    transfer = page.evaluate_handle(
        """files => {
          const transfer = new DataTransfer()
          for (const { name, type, base64 } of files)
            transfer.items.add(new File([Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))], name, { type }))
          return transfer
        }""",
        [{"name": name, "type": kind, "base64": encoded(data)} for name, kind, data in files],
    )
    page.locator(".drop").dispatch_event("drop", {"dataTransfer": transfer})


def encoded(data):
    return base64.b64encode(data).decode()


def export(page, project):
    page.goto(re.match(r"https?://[^/]+", page.url)[0] + f"/projects/{project}/data")
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name="Download").click()
    return json.loads(download.value.path().read_text())


def test_notes_from_the_first_click_to_the_export(open_page, server, sample_data):
    notes = [path for path in sorted((sample_data / "records/text").glob("*.txt"))]
    if not notes:
        pytest.skip("no sample notes")
    page = open_page("/projects")
    project = new_project(page, "Adverse drug events", "First notes")
    drop(page, [(path.name, "text/plain", path.read_bytes()) for path in notes])
    page.get_by_role("list", name="Files").get_by_text(f"{len(notes)} tasks added.").wait_for()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("link", name="Go to the data").click()
    page.wait_for_url(f"**/projects/{project}/data")
    page.get_by_text(f"{len(notes)} tasks").first.wait_for()
    assert page.locator(".tbody .tr").count() == len(notes)

    page.get_by_role("link", name="Label next task").click()
    task = Workbench(page, server)
    text = task.ask("Object.values(state.task.data)[0]")
    word = next(word for word in re.findall(r"[A-Za-z]{6,}", text) if text.count(word) == 1)
    task.drag_text(word)
    task.press("1")
    task.wait_for_regions(1)
    first = task.task
    task.submit()
    task.until(f"state.task.id !== {first}")

    [exported] = export(page, project)
    assert exported["id"] == first
    note = exported["data"]["note"]
    [value] = values(exported["annotations"][0]["result"], "entity") or [exported["annotations"][0]["result"][0]["value"]]
    assert note[value["start"]:value["end"]] == value["text"] == word
    assert note in {path.read_text() for path in notes}


def test_a_table_of_notes_becomes_one_task_a_row(open_page, server, sample_data, tmp_path):
    notes = [path.read_text() for path in sorted((sample_data / "records/text").glob("*.txt"))]
    if not notes:
        pytest.skip("no sample notes")
    table = tmp_path / "notes.csv"
    with table.open("w", newline="") as file:
        csv.writer(file).writerows([["number", "note"], *enumerate(notes)])
    page = open_page("/projects")
    project = new_project(page, "Adverse drug events", "A table of notes")
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Choose files").click()
    chooser.value.set_files(table)
    page.get_by_role("list", name="Files").get_by_text(f"{len(notes)} tasks added.").wait_for()
    tasks = server.api("GET", f"/api/tasks/?project={project}&page_size=100", 200).json()["tasks"]
    assert [task["data"]["note"] for task in sorted(tasks, key=lambda task: task["id"])] == notes


def films(sample_data):
    """Real images as PNG where they can be read, drawn ones where not."""
    try:
        import pydicom
    except ImportError:
        pydicom = None
    found = []
    for path in sorted((sample_data / "imaging/cr-dx").rglob("*.dcm"))[:3] if pydicom else []:
        pixels = pydicom.dcmread(path).pixel_array.astype(float)
        pixels = 255 * (pixels - pixels.min()) / max(1.0, np.ptp(pixels))
        found.append((f"{path.stem}.png", png(Image.fromarray(pixels.astype(np.uint8)))))
    y, x = np.mgrid[0:512, 0:512]
    for n in range(3 - len(found)):
        disc = 200 * np.exp(-((x - 200 - 40 * n) ** 2 + (y - 256) ** 2) / 9000) + 30
        found.append((f"drawn-{n}.png", png(Image.fromarray(disc.astype(np.uint8)))))
    return found


def png(image):
    data = io.BytesIO()
    image.thumbnail((1024, 1024))
    image.save(data, "PNG")
    return data.getvalue()


def test_images_from_the_first_click_to_the_export(open_page, server, sample_data):
    page = open_page("/projects")
    project = new_project(page, "Chest X-ray findings", "First films")
    pictures = films(sample_data)
    drop(page, [(name, "image/png", data) for name, data in pictures])
    page.get_by_role("list", name="Files").get_by_text("3 tasks added.").wait_for()
    page.goto(f"{server.url}/projects/{project}/data")
    page.wait_for_function("() => [...document.querySelectorAll('img.thumb')].filter(image => image.complete && image.naturalWidth > 0).length === 3")

    page.get_by_role("link", name="Label next task").click()
    task = Workbench(page, server)
    box = page.locator(".image-stage").bounding_box()
    task.press("9")
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(middle[0] - 40, middle[1] - 30)
    page.mouse.down()
    page.mouse.move(middle[0] + 40, middle[1] + 30, steps=4)
    page.mouse.up()
    task.wait_for_regions(1)
    task.question("impression").get_by_role("checkbox", name="No finding").click()
    first = task.task
    task.submit()
    task.until(f"state.task.id !== {first}")
    [exported] = export(page, project)
    [value] = values(exported["annotations"][0]["result"], "finding")
    assert value["x"] + value["width"] / 2 == pytest.approx(50, abs=0.5)
    assert value["y"] + value["height"] / 2 == pytest.approx(50, abs=0.5)
    image = server.api("GET", exported["data"]["image"], 200)
    assert image.content in [data for _, data in pictures]


def test_a_bad_file_says_where_and_adds_nothing(open_page, server):
    page = open_page("/projects", expected=["400"])
    project = new_project(page, "Adverse drug events", "Bad files")
    drop(page, [("cut.json", "application/json", b'[{"note": "one"}, {"note": ')])
    files = page.get_by_role("list", name="Files")
    files.get_by_text(re.compile("cut.json")).nth(1).wait_for()
    assert server.api("GET", f"/api/projects/{project}/", 200).json()["task_number"] == 0


def test_pasted_text_becomes_a_task(open_page, server):
    page = open_page("/projects")
    project = new_project(page, "Adverse drug events", "Pasted")
    page.get_by_text("Paste text instead").click()
    page.get_by_role("textbox", name="Paste text instead").fill("A pasted note.\nWith two lines.")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("1 task added.").wait_for()
    [task] = server.api("GET", f"/api/tasks/?project={project}", 200).json()["tasks"]
    assert task["data"] == {"note": "A pasted note.\nWith two lines."}
