"""Shapes and masks on an image: what is drawn on the screen is what the server gets, in percent of the picture."""

import io

import numpy as np
import pytest
from label_studio_sdk.converter.brush import decode_rle
from PIL import Image, ImageDraw

from workbench import make_project, values

WIDTH, HEIGHT = 400, 240
# A white block on grey: found again in screenshots, so that the test need not know how the view lies.
BLOCK = (100, 60, 180, 132)
CONFIG = """<View><Image name="image" value="$image"/>
  <RectangleLabels name="box" toName="image"><Label value="Nodule"/></RectangleLabels>
  <EllipseLabels name="oval" toName="image"><Label value="Mass"/></EllipseLabels>
  <PolygonLabels name="outline" toName="image"><Label value="Lung"/></PolygonLabels>
  <KeyPointLabels name="point" toName="image"><Label value="Tip"/></KeyPointLabels>
  <BrushLabels name="mask" toName="image"><Label value="Effusion"/></BrushLabels>
</View>"""
# A CSS pixel is less than half a percent of this picture in every view used here.
NEAR = 0.5


def picture(shade=70):
    image = Image.new("L", (WIDTH, HEIGHT), shade)
    x0, y0, x1, y1 = BLOCK
    ImageDraw.Draw(image).rectangle((x0, y0, x1 - 1, y1 - 1), fill=255)
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def upload(server, config, *pictures):
    project, _ = make_project(server, config)
    files = [("file", (f"{n}.png", data, "image/png")) for n, data in enumerate(pictures)]
    server.api("POST", f"/api/projects/{project}/import", 201, files=files)
    tasks = server.api("GET", f"/api/tasks/?project={project}", 200).json()["tasks"]
    return project, sorted(tasks, key=lambda task: task["id"])


@pytest.fixture
def bench(server, open_task):
    def open_(config=CONFIG):
        project, [task] = upload(server, config, picture())
        return Film(open_task(project, task["id"]))

    return open_


class Film:
    """An open image and where its pixels are on the screen."""

    def __init__(self, task):
        self.task = task
        self.page = task.page
        self.stage = task.page.locator(".image-stage")
        task.page.wait_for_function("() => document.querySelector('.image-position')?.textContent.includes('×')"
                                    " || document.querySelector('.image-message')?.hidden")
        task.frame()
        self.find()

    def find(self):
        """Finds the white block on the screen and with it the way from image to screen."""
        self.page.mouse.move(1, 1)
        self.task.frame()
        frame = self.stage.bounding_box()
        seen = np.asarray(Image.open(io.BytesIO(self.stage.screenshot())).convert("L"))
        # Half way between grey and white is where the edge lies, however the browser smooths it.
        # A row or a column of writing has less white than one of the block; the focus ring is at the very edge.
        white = seen >= 165
        white[:4], white[-4:], white[:, :4], white[:, -4:] = False, False, False, False
        rows, columns = np.nonzero(white.sum(axis=1) > 60)[0], np.nonzero(white.sum(axis=0) > 60)[0]
        self.block = tuple(float(edge) for edge in (
            frame["x"] + columns.min(), frame["y"] + rows.min(), frame["x"] + columns.max() + 1, frame["y"] + rows.max() + 1
        ))
        return self.block

    def at(self, x, y):
        """Where an image pixel is on the screen, in the view without a turn."""
        x0, y0, x1, y1 = self.block
        scale = (x1 - x0) / (BLOCK[2] - BLOCK[0])
        return x0 + (x - BLOCK[0]) * scale, y0 + (y - BLOCK[1]) * scale

    def drag(self, start, end, steps=6):
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move(*end, steps=steps)
        mouse.up()
        self.task.frame()

    def click(self, x, y):
        self.page.mouse.click(*self.at(x, y))
        self.task.frame()


def percent(x0, y0, x1, y1):
    return {"x": 100 * x0 / WIDTH, "y": 100 * y0 / HEIGHT, "width": 100 * (x1 - x0) / WIDTH, "height": 100 * (y1 - y0) / HEIGHT}


def assert_near(value, **expected):
    for key, wanted in expected.items():
        assert value[key] == pytest.approx(wanted, abs=NEAR), f"{key}: {value}"


def test_a_rectangle_lies_where_it_was_drawn(bench):
    film = bench()
    x0, y0, x1, y1 = film.block
    film.task.press("1")
    film.drag((x0, y0), (x1, y1))
    film.task.wait_for_regions(1)
    [item] = film.task.submit()["result"]
    assert_near(item["value"], **percent(*BLOCK), rotation=0)
    assert item["value"]["rectanglelabels"] == ["Nodule"]
    assert (item["type"], item["original_width"], item["original_height"], item["image_rotation"]) == ("rectanglelabels", WIDTH, HEIGHT, 0)


@pytest.mark.parametrize("keys", [["Shift+R"], ["+", "+"], ["Shift+L", "+"]], ids=["turned", "zoomed", "turned and zoomed"])
def test_a_rectangle_is_right_in_any_view(bench, keys):
    film = bench()
    film.task.press(*keys)
    x0, y0, x1, y1 = film.find()
    film.task.press("1")
    film.drag((x0, y0), (x1, y1))
    film.task.wait_for_regions(1)
    [value] = values(film.task.submit()["result"], "box")
    # A turned view writes the frame turned with it; the covered pixels are the same.
    angle = round(value["rotation"]) % 360
    x, y = value["x"] * WIDTH / 100, value["y"] * HEIGHT / 100
    width, height = value["width"] * WIDTH / 100, value["height"] * HEIGHT / 100
    corners = {0: (0, 0, width, height), 90: (-height, 0, 0, width), 180: (-width, -height, 0, 0), 270: (0, -width, height, 0)}[angle]
    covered = (x + corners[0], y + corners[1], x + corners[2], y + corners[3])
    assert covered == pytest.approx(BLOCK, abs=1.5), value


def test_two_clicks_draw_a_rectangle_too(bench):
    film = bench()
    film.task.press("1")
    film.click(40, 40)
    film.click(80, 100)
    film.task.wait_for_regions(1)
    assert_near(values(film.task.submit()["result"], "box")[0], **percent(40, 40, 80, 100))


def test_an_ellipse_has_its_centre_and_radii(bench):
    film = bench()
    film.task.press("2")
    film.drag(film.at(*BLOCK[:2]), film.at(*BLOCK[2:]))
    film.task.wait_for_regions(1)
    [value] = values(film.task.submit()["result"], "oval")
    assert_near(value, x=35, y=40, radiusX=10, radiusY=15, rotation=0)
    assert value["ellipselabels"] == ["Mass"]


def test_a_polygon_by_clicks(bench):
    film = bench()
    film.task.press("3")
    corners = [(40, 40), (360, 40), (360, 200), (200, 220)]
    for corner in [*corners, corners[0]]:
        film.click(*corner)
    film.task.wait_for_regions(1)
    [value] = values(film.task.submit()["result"], "outline")
    assert value["closed"] is True
    assert np.asarray(value["points"]) == pytest.approx(np.asarray([(100 * x / WIDTH, 100 * y / HEIGHT) for x, y in corners]), abs=NEAR)


def test_a_key_point(bench):
    film = bench()
    film.task.press("4")
    film.click(180, 132)
    film.task.wait_for_regions(1)
    [value] = values(film.task.submit()["result"], "point")
    assert_near(value, x=45, y=55)
    assert value["keypointlabels"] == ["Tip"] and value["width"] > 0


def test_by_keyboard_alone(bench):
    film = bench()
    film.task.press("1", "Enter", *["Shift+ArrowRight"] * 4, *["Shift+ArrowDown"] * 2, "ArrowDown", "Enter")
    film.task.wait_for_regions(1)
    # The crosshair begins in the middle; an arrow is one pixel, ten with Shift.
    assert_near(film.task.regions[0]["geometry"], x=50, y=50, width=10, height=100 * 21 / HEIGHT)
    film.task.press("v", *["ArrowLeft"] * 4)
    [value] = values(film.task.submit(by="key")["result"], "box")
    assert_near(value, x=49, y=50, width=10)


def test_moving_resizing_and_undo(bench):
    film = bench()
    film.task.press("1")
    film.drag(film.at(40, 40), film.at(80, 80))
    film.task.press("Escape", "v")
    film.drag(film.at(60, 60), film.at(100, 120))
    assert_near(film.task.regions[0]["geometry"], **percent(80, 100, 120, 140))
    film.drag(film.at(120, 140), film.at(200, 200))
    assert_near(film.task.regions[0]["geometry"], **percent(80, 100, 200, 200))
    film.task.press("Control+z", "Control+z")
    assert_near(film.task.regions[0]["geometry"], **percent(40, 40, 80, 80))
    film.task.press("Control+Shift+z")
    assert_near(film.task.regions[0]["geometry"], **percent(80, 100, 120, 140))


def capsule(start, end, radius):
    """The pixels within a radius of a stretch."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH] + 0.5
    (x0, y0), (x1, y1) = start, end
    along = np.clip(((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / max(1e-9, (x1 - x0) ** 2 + (y1 - y0) ** 2), 0, 1)
    return np.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0)) <= radius


def overlap(one, other):
    return (one & other).sum() / (one | other).sum()


def painted(value):
    return np.asarray(decode_rle(value["rle"])).reshape(HEIGHT, WIDTH, 4)[:, :, 3] > 0


def test_brush_and_eraser_store_the_painted_pixels(bench):
    film = bench()
    film.task.press("5")
    radius = float(film.page.get_by_role("spinbutton", name="Radius").input_value())
    film.drag(film.at(100, 120), film.at(300, 120), steps=12)
    film.task.wait_for_regions(1)
    film.task.press("e")
    film.drag(film.at(200, 60), film.at(200, 180), steps=12)
    [item] = film.task.submit()["result"]
    value = item["value"]
    assert item["type"] == "brushlabels" and value["format"] == "rle" and value["brushlabels"] == ["Effusion"]
    wanted = capsule((100, 120), (300, 120), radius) & ~capsule((200, 60), (200, 180), radius)
    assert overlap(painted(value), wanted) > 0.95


def test_a_stroke_is_undone_whole(bench):
    film = bench()
    film.task.press("5")
    film.drag(film.at(100, 60), film.at(300, 60))
    film.task.wait_for_regions(1)
    film.drag(film.at(100, 180), film.at(300, 180))
    film.task.press("Control+z")
    value = values(film.task.submit()["result"], "mask")[0]
    pixels = painted(value)
    assert pixels[60, 200] and not pixels[180, 200]


def test_several_images_in_one_task(server, open_task):
    config = """<View><Image name="image" valueList="$images"/>
      <RectangleLabels name="box" toName="image"><Label value="Nodule"/></RectangleLabels></View>"""
    project, uploaded = upload(server, CONFIG, picture(), picture(40))
    urls = [task["data"]["image"] for task in uploaded]
    server.api("PATCH", f"/api/projects/{project}/", 200, json={"label_config": "<View/>"})
    server.api("DELETE", f"/api/tasks/{uploaded[0]['id']}/", 204)
    server.api("DELETE", f"/api/tasks/{uploaded[1]['id']}/", 204)
    server.api("PATCH", f"/api/projects/{project}/", 200, json={"label_config": config})
    server.api("POST", f"/api/projects/{project}/import", 201, json=[{"images": urls}])
    task = server.api("GET", f"/api/tasks/?project={project}", 200).json()["tasks"][0]["id"]
    film = Film(open_task(project, task))
    film.task.press("1")
    film.drag(film.at(40, 40), film.at(80, 80))
    film.task.press("PageDown")
    film.task.until("state.itemIndex === 1")
    film.page.wait_for_timeout(100)
    film.find()
    film.drag(film.at(*BLOCK[:2]), film.at(*BLOCK[2:]))
    film.task.wait_for_regions(2)
    result = film.task.submit()["result"]
    assert [item["item_index"] for item in result] == [0, 1]
    assert_near(result[1]["value"], **percent(*BLOCK))


def test_a_missing_image_says_so_and_keeps_the_regions(server, open_task):
    project, [task] = make_project(server, CONFIG, [{"image": "/data/upload/1/missing.png"}])
    opened = open_task(project, task, expected=["missing.png"])
    opened.page.get_by_text("The image did not load").wait_for()
