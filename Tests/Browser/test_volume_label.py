"""A CT labelled in three dimensions: what is painted and measured on the screen is what the server holds, replays and gives back."""

import os
import pathlib
import time

import pytest

from conftest import keep_screenshot, violations
from workbench import Workbench

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERIES = pathlib.Path(os.environ.get("VESALIUS_TEST_DATA") or ROOT.parent / "shared/data") / "imaging/ct-abdomen-20"
CONFIG = """<View>
  <Volume name="ct" value="$ct"/>
  <VolumeMask name="organ" toName="ct">
    <Label value="Liver" code="10200004"/><Label value="Spleen" code="78961009"/><Label value="Gallbladder" code="28231008"/>
  </VolumeMask>
  <Measure name="size" toName="ct" kinds="length bidirectional ellipse"><Label value="Target"/></Measure>
  <RectangleLabels name="box" toName="ct"><Label value="Window"/></RectangleLabels>
</View>"""

pytestmark = pytest.mark.skipif(not SERIES.is_dir(), reason=f"the CT of {SERIES} is not here")


class Room:
    """An open CT."""

    def __init__(self, task, server):
        self.task, self.page, self.server = task, task.page, server
        self.wait()

    def wait(self):
        self.page.wait_for_function("() => document.querySelector('volume-view')?.viewer?.main?.isComplete", timeout=60_000)
        self.page.wait_for_function("() => document.querySelectorAll('structures-panel .sg-row').length > 0", timeout=20_000)
        self.page.evaluate(
            "async () => { window.segmentsRoom = (await import('/media/volume/segments/rooms.js')).roomsOf(document.querySelector('label-workbench').store)[0] }"
        )
        self.pane = self.page.locator("[data-viewport]").first.bounding_box()
        return self

    def run(self, command):
        self.page.evaluate("id => document.querySelector('label-workbench').commands.run(id)", command)
        self.task.frame()

    def drag(self, *points):
        """Through points given as parts of the first pane."""
        where = [(self.pane["x"] + x * self.pane["width"], self.pane["y"] + y * self.pane["height"]) for x, y in points]
        mouse = self.page.mouse
        mouse.move(*where[0])
        mouse.down()
        for x, y in where[1:]:
            mouse.move(x, y, steps=8)
        mouse.up()
        self.task.frame()

    @property
    def segments(self):
        """What the regions say of their structures, by name."""
        found = self.task.ask("[...state.regions.values()].filter(r => r.med?.kind === 'segment').map(r => [Object.values(r.labels)[0][0], r.med])")
        assert len(found) == len({name for name, _ in found}), "one region a structure"
        return dict(found)

    def until_counted(self, name, times=1):
        self.task.until(f"[...state.regions.values()].some(r => Object.values(r.labels)[0]?.[0] === '{name}' && r.shape === 'brush' && r.med?.operations >= {times} && r.med.voxels >= 0)")
        return self.segments[name]

    def stored(self, mask):
        """The mask as the server has it, once nothing is on its way."""
        self.page.wait_for_function("() => window.segmentsRoom.desk.log.status.state === 'clean'")
        return self.server.api("GET", f"/api/imaging/masks/{mask}", 200).json()


@pytest.fixture
def room(server, open_page):
    def open_(task=None, project=None, **options):
        if task is None:
            project = server.api("POST", "/api/projects/", 201, json={"title": "CT abdomen", "label_config": CONFIG}).json()["id"]
            files = [("file", (path.name, path.read_bytes(), "application/dicom")) for path in sorted(SERIES.iterdir())]
            server.api("POST", f"/api/projects/{project}/import", 201, files=files)
            [task] = [each["id"] for each in server.api("GET", f"/api/tasks/?project={project}", 200).json()["tasks"]]
        page = open_page(f"/projects/{project}/label?task={task}", **options)
        opened = Room(Workbench(page, server), server)
        opened.project = project
        return opened

    return open_


def test_a_stroke_is_a_step_of_the_history_and_an_operation_of_the_log(room):
    ct = room()
    ct.page.keyboard.press("1")
    ct.drag((0.3, 0.5), (0.4, 0.55), (0.3, 0.58))
    liver = ct.until_counted("Liver")
    assert liver["voxels"] > 1000 and liver["extent"][0] < liver["extent"][1], "a ball reaches over slices"
    assert liver["code"] == {"system": "SCT", "code": "10200004", "display": "Liver"}
    assert liver["origin"] == {"brush": 1, "model": 0, "fill": 0}
    stored = ct.stored(liver["mask"])
    assert (stored["operations"], stored["hash"], stored["verified"]) == (1, liver["hash"], 1)
    ct.page.keyboard.press("Control+z")
    ct.task.until("![...state.regions.values()].some(r => r.med?.kind === 'segment')")
    ct.page.keyboard.press("Control+Shift+z")
    again = ct.until_counted("Liver", 3)
    assert again["hash"] == liver["hash"]
    assert ct.stored(liver["mask"])["operations"] == 3


def test_opened_again_the_mask_has_the_same_hash_and_is_handed_in(room, server):
    ct = room()
    ct.page.keyboard.press("1")
    ct.drag((0.3, 0.5), (0.42, 0.5))
    ct.page.keyboard.press("2")
    ct.drag((0.75, 0.55), (0.78, 0.6))
    ct.until_counted("Spleen")
    ct.page.keyboard.press("3")
    ct.run("segments.status-absent")
    before = ct.segments
    ct.stored(before["Liver"]["mask"])
    ct.task.draft_saved()
    ct.page.reload()
    ct.task.__init__(ct.page, server)
    ct.wait()
    after = ct.segments
    for name in ("Liver", "Spleen"):
        assert (after[name]["hash"], after[name]["voxels"]) == (before[name]["hash"], before[name]["voxels"])
    annotation = ct.task.submit()
    items = {item["value"]["brushlabels"][0]: item for item in annotation["result"] if item["type"] == "brushlabels"}
    assert items["Gallbladder"]["meta"]["med"]["status"] == "absent"
    assert items["Liver"]["value"] == {"format": "rle", "rle": [], "brushlabels": ["Liver"]}
    stored = server.api("GET", f"/api/imaging/masks/{items['Liver']['meta']['med']['mask']}", 200).json()
    assert stored["hash"] == items["Liver"]["meta"]["med"]["hash"] and stored["operations"] == items["Liver"]["meta"]["med"]["operations"]


def test_measurements_are_in_millimetres_and_in_label_studios_per_cent(room):
    ct = room()
    ct.run("tool.bidirectional")
    ct.page.keyboard.press("4")
    ct.run("tool.bidirectional")
    ct.drag((0.55, 0.5), (0.65, 0.5))
    ct.page.mouse.move(ct.pane["x"] + 0.6 * ct.pane["width"], ct.pane["y"] + 0.53 * ct.pane["height"])
    ct.page.mouse.down()
    ct.page.mouse.up()
    ct.task.until("[...state.regions.values()].some(r => r.med?.kind === 'bidirectional')")
    ct.run("tool.ellipse")
    ct.drag((0.4, 0.7), (0.5, 0.8))
    ct.page.keyboard.press("5")
    ct.run("tool.rectangle")
    ct.drag((0.2, 0.6), (0.3, 0.65))
    ct.task.wait_for_regions(3)
    scale = ct.page.evaluate("() => document.querySelector('volume-view').viewer.active.scale")
    axis, oval, box = sorted(ct.task.regions, key=lambda region: region["order"])
    assert axis["med"]["value"] == pytest.approx(0.1 * ct.pane["width"] / scale, abs=1.5 / scale)
    assert axis["med"]["unit"] == "mm" and axis["med"]["short"] < axis["med"]["value"]
    assert oval["med"]["stats_unit"] == "HU" and oval["med"]["n"] > 100 and oval["med"]["min"] <= oval["med"]["mean"] <= oval["med"]["max"]
    assert box["shape"] == "rectangle" and box["geometry"]["rotation"] == 0 and box["itemIndex"] == axis["itemIndex"]
    width = box["geometry"]["width"] / 100 * 512
    (a, b) = box["med"]["points"][:2]
    spacing = ct.page.evaluate("() => document.querySelector('volume-view').viewer.main.geometry.spacing[0]")
    assert width * spacing == pytest.approx(sum((x - y) ** 2 for x, y in zip(a, b)) ** 0.5, rel=1e-3)
    ct.page.keyboard.press("v")
    ct.page.keyboard.press("Delete")
    ct.task.wait_for_regions(2)
    ct.page.keyboard.press("Control+z")
    ct.task.wait_for_regions(3)


def test_a_structures_axes_are_measured_where_it_is_longest(room):
    ct = room()
    ct.page.keyboard.press("1")
    ct.drag((0.3, 0.5), (0.45, 0.5))
    ct.until_counted("Liver")
    ct.page.get_by_role("button", name="More").click()
    ct.page.get_by_role("menuitem", name="Measure long and short axis").click()
    ct.task.until("[...state.regions.values()].some(r => r.med?.kind === 'bidirectional')")
    [axes] = [region["med"] for region in ct.task.regions if region["med"]["kind"] == "bidirectional"]
    scale = ct.page.evaluate("() => document.querySelector('volume-view').viewer.active.scale")
    # A capsule: as long as the stroke and two radii of 8 mm, as wide as two.
    assert axes["value"] == pytest.approx(0.15 * ct.pane["width"] / scale + 16, abs=3)
    assert axes["short"] == pytest.approx(16, abs=2.5) and "perpendicular" not in axes


def test_two_windows_end_up_with_one_mask(room, server):
    one = room()
    two = room(task=one.task.task, project=one.project, expected=["409"])
    one.page.keyboard.press("1")
    one.drag((0.3, 0.5), (0.35, 0.5))
    mask = one.until_counted("Liver")["mask"]
    first = one.stored(mask)
    two.page.keyboard.press("2")
    two.drag((0.75, 0.55), (0.78, 0.6))
    two.until_counted("Spleen", 2)
    both = two.stored(mask)
    assert both["operations"] == first["operations"] + 1 and both["hash"] != first["hash"]
    assert two.segments["Spleen"]["hash"] == both["hash"]
    present = two.page.evaluate("() => window.segmentsRoom.desk.tally.present()")
    assert present == [1, 2]


def test_offline_strokes_are_kept_and_stored_later(room):
    ct = room(expected=["ERR_INTERNET_DISCONNECTED", "Failed to fetch"])
    ct.page.context.set_offline(True)
    ct.page.keyboard.press("1")
    ct.drag((0.3, 0.5), (0.35, 0.5))
    ct.page.wait_for_function("() => /kept here, not stored/.test(document.querySelector('structures-panel').textContent)")
    ct.page.context.set_offline(False)
    ct.page.evaluate("() => dispatchEvent(new Event('online'))")
    liver = ct.until_counted("Liver")
    assert ct.stored(liver["mask"])["hash"] == liver["hash"]


def test_a_models_mask_is_hollow_until_it_is_accepted_and_keeps_where_it_came_from(room, server, open_page):
    ct = room()
    ct.page.keyboard.press("2")
    ct.drag((0.75, 0.55), (0.78, 0.6))
    spleen = ct.until_counted("Spleen")
    ct.stored(spleen["mask"])
    project = server.api("POST", "/api/projects/", 201, json={"title": "CT proposals", "label_config": CONFIG}).json()["id"]
    files = [("file", (path.name, path.read_bytes(), "application/dicom")) for path in sorted(SERIES.iterdir())]
    server.api("POST", f"/api/projects/{project}/import", 201, files=files)
    [task] = [each["id"] for each in server.api("GET", f"/api/tasks/?project={project}", 200).json()["tasks"]]
    proposed = {
        "id": "proposal01", "from_name": "organ", "to_name": "ct", "type": "brushlabels", "score": 0.84,
        "value": {"format": "rle", "rle": [], "brushlabels": ["Spleen"]},
        "meta": {"med": {key: spleen[key] for key in ("kind", "mask", "layer", "segment", "operations", "hash", "voxels", "volume_ml")}},
    }
    server.api("POST", "/api/predictions/", 201, json={"task": task, "model_version": "organs 3", "score": 0.84, "result": [proposed]})
    ct = room(task=task, project=project)
    ct.page.wait_for_function("() => window.segmentsRoom.proposals.proposal('proposal01')?.voxels > 0")
    row = ct.page.locator("structures-panel .sg-row[data-segment='2']")
    assert "model .84, open" in row.inner_text() and f"{spleen['volume_ml']:.1f}" in row.inner_text()
    assert ct.page.evaluate("() => window.segmentsRoom.desk.tally.present()") == []
    row.get_by_role("button", name="Accept Spleen").click()
    taken = ct.until_counted("Spleen")
    assert (taken["voxels"], taken["origin"]) == (spleen["voxels"], {"brush": 0, "model": 1, "fill": 0})
    assert taken["mask"] != spleen["mask"] and taken["model"]["mask"] == spleen["mask"]
    assert ct.stored(taken["mask"])["verified"] == 1
    [item] = ct.task.submit()["result"]
    assert item["origin"] == "prediction"


def test_brush_labels_on_one_picture_give_label_studios_own_mask(server, open_page):
    from label_studio_sdk.converter.brush import decode_rle

    picture = SERIES.parent / "cr-dx"
    files = sorted(picture.glob("*.dcm"))
    if not files:
        pytest.skip("no radiograph is here")
    config = """<View><Dicom name="xray" value="$xray"/><BrushLabels name="mask" toName="xray"><Label value="Lung"/></BrushLabels></View>"""
    project = server.api("POST", "/api/projects/", 201, json={"title": "Radiograph", "label_config": config}).json()["id"]
    server.api("POST", f"/api/projects/{project}/import", 201, files=[("file", (files[0].name, files[0].read_bytes(), "application/dicom"))])
    [task] = [each["id"] for each in server.api("GET", f"/api/tasks/?project={project}", 200).json()["tasks"]]
    # Some radiographs have tags that are refused; that is not asked here.
    page = open_page(f"/projects/{project}/label?task={task}", expected=["/tags/"])
    ct = Room(Workbench(page, server), server)
    ct.page.keyboard.press("1")
    ct.run("segments.reach")
    ct.drag((0.45, 0.45), (0.5, 0.5))
    lung = ct.until_counted("Lung")
    [item] = ct.task.submit()["result"]
    rgba = decode_rle(item["value"]["rle"])
    assert len(rgba) == item["original_width"] * item["original_height"] * 4
    assert (rgba[3::4] > 0).sum() == lung["voxels"] == item["meta"]["med"]["voxels"]


def test_masks_of_single_pictures_are_shown_and_taken_over_when_asked(room, server):
    import numpy as np
    from label_studio_sdk.converter.brush import encode_rle

    ct = room()
    ct.page.goto("about:blank")
    alpha = np.zeros((512, 512, 4), np.uint8)
    alpha[200:240, 300:350] = 255
    item = {
        "id": "plainmask1", "from_name": "organ", "to_name": "ct", "type": "brushlabels", "item_index": 4, "original_width": 512, "original_height": 512,
        "image_rotation": 0, "origin": "manual", "value": {"format": "rle", "rle": encode_rle(alpha.flatten()), "brushlabels": ["Liver"]},
    }
    task = server.api("GET", f"/api/tasks/?project={ct.project}", 200).json()["tasks"][0]["id"]
    server.api("POST", f"/api/tasks/{task}/annotations/", 201, json={"result": [item]})
    ct = room(task=task, project=ct.project)
    assert ct.page.evaluate("() => window.segmentsRoom.plain.regions.length") == 1
    assert ct.page.evaluate("() => window.segmentsRoom.desk.tally.present()") == []
    ct.page.keyboard.press("2")
    ct.page.get_by_role("button", name="More").click()
    ct.page.get_by_role("menuitem", name="Take masks of single pictures").click()
    liver = ct.until_counted("Liver")
    assert (liver["voxels"], liver["extent"]) == (40 * 50, [4, 4])
    assert ct.stored(liver["mask"])["hash"] == liver["hash"]
    assert [region["id"] for region in ct.task.regions if region["id"] == "plainmask1"] == []


def test_it_can_be_used_without_a_mouse_and_seen_in_both_themes(room, theme):
    ct = room(theme=theme)
    ct.page.keyboard.press("1")
    ct.drag((0.3, 0.5), (0.4, 0.55))
    ct.until_counted("Liver")
    ct.page.locator("structures-panel .sg-choose").first.focus()
    ct.page.keyboard.press("ArrowDown")
    ct.page.keyboard.press("3")
    ct.task.until("[...state.regions.values()].some(r => r.med?.status === 'not_assessable')")
    assert ct.page.locator("structures-panel .sg-row.on .sg-choose").inner_text().split("\n")[1:2] == ["Spleen"]
    found = [line for line in violations(ct.page) if "sg-" in line or "structures-panel" in line]
    assert found == []
    time.sleep(1.2)
    for width, height in ((1440, 900), (1024, 768)):
        ct.page.set_viewport_size({"width": width, "height": height})
        ct.task.frame()
        keep_screenshot(ct.page, f"segments {theme} {width}")
