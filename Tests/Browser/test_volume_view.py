"""The viewer of series: what is on the screen is what the file holds, and where it says it is."""

import numpy as np
import pydicom
import pytest

from conftest import violations
from workbench import Workbench, make_project

CONFIG = """<View><Dicom name="scan" value="$scan" hanging="{hanging}"/>
  <RectangleLabels name="box" toName="scan"><Label value="Lesion"/></RectangleLabels></View>"""
# Both renderers mix eight neighbours and round once; the card does it with 24 bits of mantissa, so a value that lies on the border of two greys may fall to either side.
TOLERANCE = 1

PIXELS = """() => {
  const { viewer } = document.querySelector("volume-view")
  while (viewer.renderer.draw(viewer.viewports.map(each => each.pane(devicePixelRatio, viewer.labels.of(each.series?.uid ?? ""))), false));
  const copy = document.createElement("canvas")
  copy.width = viewer.renderer.canvas.width
  copy.height = viewer.renderer.canvas.height
  const pen = copy.getContext("2d")
  pen.drawImage(viewer.renderer.canvas, 0, 0)
  return { width: copy.width, height: copy.height, data: btoa(Array.from(pen.getImageData(0, 0, copy.width, copy.height).data, byte => String.fromCharCode(byte)).join("")) }
}"""


def import_files(server, config, *paths):
    project, _ = make_project(server, config)
    files = [("file", (path.name, path.read_bytes(), "application/dicom")) for path in paths]
    server.api("POST", f"/api/projects/{project}/import", 201, files=files)
    tasks = server.api("GET", f"/api/tasks/?project={project}", 200).json()["tasks"]
    return project, sorted(tasks, key=lambda task: task["id"])


class Viewer:
    """An open series as the person before it sees it."""

    def __init__(self, bench):
        self.page = bench.page
        self.root = self.page.locator("volume-view")
        self.page.wait_for_function("() => document.querySelector('volume-view')?.viewer?.main?.isComplete", timeout=60000)
        self.settle()

    def settle(self):
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return self

    def ask(self, expression):
        return self.page.evaluate(f"() => {{ const viewer = document.querySelector('volume-view').viewer; return {expression} }}")

    def pane(self, name):
        return self.page.locator(f"[data-viewport={name}]")

    def corner(self, pane, which):
        return self.pane(pane).locator(f".hud.{which}").inner_text()

    def pixels(self):
        import base64

        shot = self.page.evaluate(PIXELS)
        return np.frombuffer(base64.b64decode(shot["data"]), np.uint8).reshape(shot["height"], shot["width"], 4)[..., :3].astype(int)

    def key(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self.settle()


@pytest.fixture(scope="session")
def abdomen(sample_data):
    files = sorted((sample_data / "imaging/ct-abdomen-20").glob("*.dcm"))
    if not files:
        pytest.skip("no CT series in the sample data")
    return files


@pytest.fixture(scope="session")
def ct(server, abdomen):
    """One project with the CT, shared: looking changes nothing."""
    return import_files(server, CONFIG.format(hanging=""), *abdomen)


@pytest.fixture
def scan(ct, open_task):
    project, [task] = ct
    return Viewer(open_task(project, task["id"]))


def sorted_slices(files):
    slices = [pydicom.dcmread(path) for path in files]
    return sorted(slices, key=lambda each: float(each.ImagePositionPatient[2]))


def test_every_slice_is_scrolled_to_by_wheel_keys_and_slider(scan):
    scan.pane("main").focus()
    scan.key("Home")
    assert "Slice 1 / 20" in scan.corner("main", "bl")
    scan.key("ArrowDown", "ArrowDown", "PageDown")
    assert "Slice 13 / 20" in scan.corner("main", "bl")
    box = scan.pane("main").bounding_box()
    scan.page.mouse.move(box["x"] + 200, box["y"] + 300)
    scan.page.mouse.wheel(0, 100)
    scan.settle()
    assert "Slice 14 / 20" in scan.corner("main", "bl")
    scan.key("End")
    assert "Slice 20 / 20" in scan.corner("main", "bl")
    slider = scan.pane("main").get_by_role("slider")
    assert slider.get_attribute("aria-valuenow") == "20"
    slider.press("Home")
    scan.settle()
    assert "Slice 1 / 20" in scan.corner("main", "bl")


def test_a_pixel_of_the_screen_is_the_value_of_the_file_through_the_window(scan, abdomen):
    scan.pane("main").focus()
    scan.key("Home", "Shift+Digit1")
    scan.ask("(viewer.viewports.forEach(each => { each.smooth = false }), viewer.setWindow(viewer.active, { centre: 40, width: 400, curve: 'LINEAR', table: null, preset: 'own' }))")
    scan.settle()
    shown = scan.pixels()
    first = sorted_slices(abdomen)[0]
    hounsfield = first.pixel_array * float(first.RescaleSlope) + float(first.RescaleIntercept)
    expected = np.clip(np.round(((hounsfield - 39.5) / 399 + 0.5) * 255), 0, 255)
    checked = 0
    for x, y in [(120, 150), (200, 320), (300, 400), (350, 260), (410, 500)]:
        i, j, k = scan.ask(f"viewer.active.toVoxel(viewer.active.toPatient({x} + .5, {y} + .5))")
        if not (0 <= round(i) < 512 and 0 <= round(j) < 512):
            continue
        assert round(k) == 0
        assert abs(shown[y, x, 0] - expected[round(j), round(i)]) <= 1, (x, y, i, j)
        checked += 1
    assert checked >= 3


def test_the_probe_says_hounsfield_units_of_the_voxel_under_the_pointer(scan, abdomen):
    scan.pane("main").focus()
    scan.key("Home")
    box = scan.pane("main").bounding_box()
    scan.page.mouse.move(box["x"] + 260, box["y"] + 420)
    scan.settle()
    i, j, _ = scan.ask("viewer.probe(viewer.active).voxel")
    first = sorted_slices(abdomen)[0]
    value = int(first.pixel_array[round(j), round(i)] * first.RescaleSlope + first.RescaleIntercept)
    assert f"{value} HU".replace("-", "−") in scan.corner("main", "bl")


def test_a_click_with_the_crosshair_shows_the_same_point_in_every_pane(scan):
    scan.page.locator("[data-command='tool.crosshair']").click()
    box = scan.pane("main").bounding_box()
    scan.page.mouse.click(box["x"] + 250, box["y"] + 450)
    scan.settle()
    x, y, z = scan.ask("viewer.crosshair")
    for pane in ("second", "third"):
        assert abs(scan.ask(f"viewer.viewports.find(each => each.id === '{pane}').toCanvas([{x}, {y}, {z}]).distance")) < 1e-6
    # Scrolling takes the point along.
    scan.pane("main").focus()
    scan.key("ArrowDown")
    assert abs(scan.ask("viewer.crosshair")[2] - z) == pytest.approx(scan.ask("viewer.main.geometry.sliceSpacing"), abs=1e-6)


def test_a_handle_of_the_crosshair_tilts_the_other_plane(scan):
    scan.page.locator("[data-command='tool.crosshair']").click()
    scan.key("Shift+C")
    box = scan.pane("main").bounding_box()
    at = scan.ask("viewer.active.toCanvas(viewer.crosshair)")
    reach = min(box["width"], box["height"]) * 0.38
    scan.page.mouse.move(box["x"] + at["x"] + reach, box["y"] + at["y"])
    scan.page.mouse.down()
    scan.page.mouse.move(box["x"] + at["x"] + reach * 0.9, box["y"] + at["y"] + reach * 0.35, steps=4)
    scan.page.mouse.up()
    scan.settle()
    normal = scan.ask("viewer.viewports.find(each => each.id === 'second').plane.normal")
    assert abs(normal[0]) > 0.2 and abs(normal[1]) > 0.5 and abs(normal[2]) < 1e-6
    assert "Oblique" in scan.corner("second", "tl")


def test_the_right_button_drags_the_window_and_presets_set_it(scan):
    before = scan.ask("({ ...viewer.active.window })")
    box = scan.pane("main").bounding_box()
    scan.page.mouse.move(box["x"] + 300, box["y"] + 300)
    scan.page.mouse.down(button="right")
    scan.page.mouse.move(box["x"] + 400, box["y"] + 340, steps=3)
    scan.page.mouse.up(button="right")
    scan.settle()
    after = scan.ask("({ ...viewer.active.window })")
    assert after["width"] > before["width"] and after["centre"] > before["centre"]
    assert scan.ask("viewer.viewports.every(each => each.window.width === viewer.active.window.width)")
    scan.page.get_by_label("Window presets").select_option("lung")
    scan.settle()
    assert "W 1500" in scan.corner("main", "tr") and "L −600" in scan.corner("main", "tr")
    # A window is looked at, not labelled: there is nothing to undo.
    assert scan.page.evaluate("() => document.querySelector('label-workbench').store.history.done.length") == 0


def test_tags_are_found_by_name_and_value(scan):
    scan.page.get_by_role("button", name="DICOM tags").click()
    dialog = scan.page.get_by_role("dialog")
    dialog.get_by_text("Modality", exact=True).wait_for()
    dialog.get_by_role("searchbox").fill("rescaleint")
    assert dialog.get_by_role("treeitem").count() == 1
    assert "(0028,1052)" in dialog.get_by_role("treeitem").inner_text()


def test_layouts_change_the_panes_and_keep_the_series(scan):
    scan.page.get_by_role("button", name="Layout", exact=True).click()
    scan.page.get_by_role("menuitemradio", name="2 × 2").click()
    scan.page.wait_for_function("() => document.querySelectorAll('.vv-pane').length === 4")
    scan.page.wait_for_function("() => document.querySelector('volume-view').viewer.viewports.every(each => each.series)")
    titles = [scan.settle().corner(pane, "tl").split("\n")[0] for pane in ("main", "second", "third")]
    assert titles == ["Axial", "Coronal", "Sagittal"]


def test_the_graphics_card_and_the_processor_draw_the_same(ct, open_page, server):
    project, [task] = ct
    shots = []
    for renderer in ("canvas", "webgl"):
        scan = Viewer(Workbench(open_page(f"/projects/{project}/label?task={task['id']}&renderer={renderer}"), server))
        assert scan.root.get_attribute("data-renderer") == renderer
        # A tilted plane, a plane between slices, and a labelmap with an outline and a suggestion.
        scan.ask("""(() => {
          const { volume } = viewer.main
          const values = new Uint8Array(volume.columns * volume.rows * volume.slices)
          for (let k = 4; k < 15; k++) for (let j = 180; j < 260; j++) for (let i = 200; i < 330; i++) values[(k * volume.rows + j) * volume.columns + i] = i < 260 ? 3 : 7
          const palette = new Uint8ClampedArray(1024)
          palette.set([240, 160, 20, 255], 12)
          palette.set([40, 180, 220, 255], 28)
          const dashed = new Uint8Array(256)
          dashed[7] = 1
          viewer.labels.add({ series: viewer.main.uid, values: () => values, palette, opacity: .35, outline: true, visible: true, dashed })
          viewer.viewports[1].tilt([0, 0, 1], .35, viewer.viewports[1].centre)
          viewer.viewports[2].tilt([.6, .8, 0], .5, viewer.viewports[2].centre)
        })()""")
        shots.append(scan.settle().pixels())
    apart = np.abs(shots[0] - shots[1]).max(axis=2)
    assert (shots[0].max(axis=2) > 40).mean() > 0.1, "there is a picture at all"
    # On the border of two labels one rounding decides; elsewhere nothing is more than a grey apart.
    assert (apart > TOLERANCE).mean() < 2e-4, f"{(apart > TOLERANCE).sum()} pixels differ, by {apart.max()} at most"


def test_missing_slices_are_stated_with_their_place(server, sample_data, open_task):
    files = sorted((sample_data / "imaging/mr-t1-brain-120").glob("*.dcm"))
    if not files:
        pytest.skip("no MR series in the sample data")
    # Of a series no other test imports: the server would join it with what it has of it already.
    project, [task] = import_files(server, CONFIG.format(hanging="one"), *files[40:52], *files[54:66])
    scan = Viewer(open_task(project, task["id"]))
    banner = scan.page.locator(".vv-problems")
    banner.wait_for()
    assert "slice" in banner.inner_text().lower()


def test_a_frame_that_fails_is_said_and_tried_again(ct, open_task, contexts):
    project, [task] = ct
    contexts("dark", True).route("**/frames/15", lambda route: route.fulfill(status=422, json={"detail": "The frame is broken."}))
    scan = Viewer(open_task(project, task["id"], expected=["/frames/15"]))
    banner = scan.page.locator(".vv-problems")
    banner.get_by_text("1 image did not load.").wait_for()
    contexts("dark", True).unroute("**/frames/15")
    banner.get_by_role("button", name="Try again").click()
    scan.page.wait_for_function("() => document.querySelector('volume-view').viewer.main.failures.size === 0 && document.querySelector('volume-view').viewer.main.quality(15) === 2")


def test_a_colour_cine_plays_frame_by_frame(server, sample_data, open_task):
    path = sample_data / "imaging/us-nm-cine/US-PAL-8-10x-echo.dcm"
    if not path.exists():
        pytest.skip("no ultrasound cine in the sample data")
    project, [task] = import_files(server, CONFIG.format(hanging=""), path)
    scan = Viewer(open_task(project, task["id"]))
    assert scan.ask("viewer.active.position.count") == 10
    shown = scan.pixels()
    assert (shown.max(axis=2) > 30).mean() > 0.05
    scan.page.get_by_role("button", name="Play").click()
    scan.page.wait_for_function("() => document.querySelector('volume-view').viewer.active.frame > 2")
    scan.page.get_by_role("button", name="Stop").click()


@pytest.mark.parametrize("look", ["dark", "light"])
def test_nothing_stands_in_the_way_of_a_screen_reader(ct, open_task, look):
    project, [task] = ct
    scan = Viewer(open_task(project, task["id"], theme=look))
    assert violations(scan.page) == []
    name = scan.pane("main").get_attribute("aria-label")
    assert name.startswith("Axial") and "Slice" in name


def mammogram(side, view, study):
    """A bright half disc on the chest wall, with a mark at its nipple: which way it hangs can be seen."""
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import DigitalMammographyXRayImageStorageForPresentation, ExplicitVRLittleEndian, generate_uid

    rows, columns = 240, 180
    y, x = np.mgrid[0:rows, 0:columns]
    values = np.where(x ** 2 / 130 ** 2 + (y - 120) ** 2 / 100 ** 2 < 1, 2600, 60)
    values[116:124, 118:126] = 4000
    # A right breast is taken with the chest wall on the right of the picture, as its row direction says.
    orientation = ["A", "R"] if side == "L" else ["P", "L"]
    if side == "R":
        values = values[:, ::-1]
    file = Dataset()
    file.file_meta = FileMetaDataset()
    file.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    file.file_meta.MediaStorageSOPClassUID = file.SOPClassUID = DigitalMammographyXRayImageStorageForPresentation
    file.file_meta.MediaStorageSOPInstanceUID = file.SOPInstanceUID = generate_uid()
    file.StudyInstanceUID, file.SeriesInstanceUID = study, generate_uid()
    file.Modality, file.PatientID, file.ImageLaterality, file.ViewPosition = "MG", "phantom-mg", side, view
    file.PatientOrientation = orientation
    file.Rows, file.Columns, file.ImagerPixelSpacing = rows, columns, [0.7, 0.7]
    file.SamplesPerPixel, file.PhotometricInterpretation = 1, "MONOCHROME2"
    file.BitsAllocated, file.BitsStored, file.HighBit, file.PixelRepresentation = 16, 12, 11, 0
    file.WindowCenter, file.WindowWidth = 2000, 4000
    file.PixelData = values.astype("<u2").tobytes()
    import io

    data = io.BytesIO()
    pydicom.dcmwrite(data, file, enforce_file_format=True)
    return data.getvalue()


def test_a_mammography_study_hangs_with_its_chest_walls_inward(server, open_task):
    project, _ = make_project(server, CONFIG.format(hanging="").replace("<Dicom", '<Volume'), imaging={"task_per": "study"})
    study = pydicom.uid.generate_uid()
    files = [("file", (f"{side}{view}.dcm", mammogram(side, view, study), "application/dicom")) for side, view in [("L", "MLO"), ("R", "CC"), ("R", "MLO"), ("L", "CC")]]
    server.api("POST", f"/api/projects/{project}/import", 201, files=files)
    [task] = server.api("GET", f"/api/tasks/?project={project}", 200).json()["tasks"]
    scan = Viewer(open_task(project, task["id"]))
    scan.page.wait_for_function("() => { const { viewer } = document.querySelector('volume-view'); return viewer.viewports.length === 4 && viewer.viewports.every(each => each.series?.isComplete) }")
    scan.settle()
    assert [scan.corner(pane, "tl").split("\n")[0] for pane in ("main", "second", "third", "fourth")] == ["R CC", "L CC", "R MLO", "L MLO"]
    shown = scan.pixels()
    for pane, wall in [("main", "right"), ("second", "left"), ("third", "right"), ("fourth", "left")]:
        left, top, width, height = (round(scan.ask(f"viewer.viewports.find(each => each.id === '{pane}').{key}")) for key in ("left", "top", "width", "height"))
        column = shown[top:top + height, left:left + width, 0].sum(axis=0)
        assert (column[: width // 2].sum() > column[width // 2:].sum()) == (wall == "left"), pane
    # Scrolling and windows go together.
    scan.ask("viewer.setWindow(viewer.active, { centre: 900, width: 500, table: null, preset: 'own' })")
    assert scan.ask("viewer.viewports.every(each => each.window.centre === 900)")
    assert scan.pane("main").locator(".orient.left").inner_text() == "A"


def test_two_fingers_zoom_and_move_and_take_back_what_the_first_began(ct, browser, signed_in, server):
    project, [task] = ct
    context = browser.new_context(storage_state=signed_in, has_touch=True, viewport={"width": 1024, "height": 768})
    page = context.new_page()
    page.goto(f"{server.url}/projects/{project}/label?task={task['id']}")
    scan = Viewer(Workbench(page, server))
    box = scan.pane("main").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = scan.ask("viewer.active.scale")
    centre = scan.ask("viewer.active.toPatient(viewer.active.width / 2, viewer.active.height / 2)")
    wire = context.new_cdp_session(page)
    touch = lambda kind, *points: wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": px, "y": py, "id": n} for n, (px, py) in enumerate(points)]})
    touch("touchStart", (x - 40, y))
    touch("touchStart", (x - 40, y), (x + 40, y))
    for step in range(1, 9):
        touch("touchMove", (x - 40 - 5 * step, y), (x + 40 + 5 * step, y))
    touch("touchEnd")
    scan.settle()
    assert scan.ask("viewer.active.scale") / before == pytest.approx(2, rel=0.1)
    moved = scan.ask("viewer.active.toPatient(viewer.active.width / 2, viewer.active.height / 2)")
    assert max(abs(a - b) for a, b in zip(centre, moved)) < 8
    context.close()


def test_a_lost_graphics_card_comes_back_or_the_processor_takes_over(ct, open_page, server):
    project, [task] = ct
    scan = Viewer(Workbench(open_page(f"/projects/{project}/label?task={task['id']}&renderer=webgl"), server))
    before = scan.pixels()
    scan.page.evaluate("""() => {
      const gl = document.querySelector("volume-view").viewer.renderer.canvas.getContext("webgl2")
      window.card = gl.getExtension("WEBGL_lose_context")
      window.card.loseContext()
    }""")
    scan.page.wait_for_timeout(100)
    scan.page.evaluate("() => window.card.restoreContext()")
    scan.page.wait_for_function("() => !document.querySelector('volume-view').viewer.renderer.canvas.getContext('webgl2').isContextLost()")
    assert np.array_equal(scan.settle().pixels(), before)
    # And now for good.
    scan.page.evaluate("() => window.card.loseContext()")
    scan.page.wait_for_selector("volume-view[data-renderer=canvas]")
    assert (np.abs(scan.settle().pixels() - before).max(axis=2) > TOLERANCE).mean() < 2e-4
