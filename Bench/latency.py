"""What a person feels: the time from a key, a stroke or a click to what it shows, in a real Chromium, beside the budget of each.

    Bench/latency.py [--rows 100000] [--only text]

An act that is painted has two figures: `work` is what the page took, handlers and frame, without the wait for the screen to come
round; `seen` is all of it, that wait of up to 17 ms included. Medians, with the 95th percentile behind. Nothing fails by time.
"""

import argparse
import random
import shutil
import struct
import tempfile
import zlib

from playwright.sync_api import sync_playwright

from load import Client
from peers import EMAIL, PASSWORD, TOKEN, Vesalius, remove

SPANS = (
    '<View><Labels name="label" toName="text"><Label value="Problem"/><Label value="Drug"/></Labels>'
    '<Text name="text" value="$text"/></View>'
)
SHAPES = """<View><Image name="image" value="$image"/><RectangleLabels name="box" toName="image"><Label value="Nodule"/></RectangleLabels>
<BrushLabels name="mask" toName="image"><Label value="Lung"/></BrushLabels></View>"""
WORDS = "patient admitted with chest pain troponin raised started on aspirin daily and transferred stable".split()
SIDE = 512

# Times every event of one kind: its handlers, then the frame that shows it.
PROBE = """kind => {
  window.probe?.abort()
  const { signal } = (window.probe = new AbortController())
  window.times = []
  let entry
  addEventListener(kind, event => {
    const mine = entry = { came: event.timeStamp, start: performance.now(), handled: 0 }
    requestAnimationFrame(() => {
      const frame = performance.now()
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        const painted = performance.now()
        window.times.push({ work: (mine.handled || mine.start) - mine.start + painted - frame, seen: painted - mine.came })
      }
      port2.postMessage(0)
    })
  }, { capture: true, signal })
  addEventListener(kind, () => { entry.handled = performance.now() }, { signal })
}"""
PAINTED = "new Promise(done => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0) }))"
OPENED = """async id => {
  const workbench = document.querySelector("label-workbench")
  const opened = new Promise(done => workbench.addEventListener("task-change", done, { once: true }))
  const start = performance.now()
  workbench.taskId = id
  await opened
  await %s
  return performance.now() - start
}""" % PAINTED


def share(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


class Report:
    """Lines of value and limit, printed as they come."""

    def line(self, name, value, limit, unit="ms", more=""):
        verdict = "" if limit is None or value <= limit else "  over"
        bound = "" if limit is None else f"≤ {limit:g} {unit}"
        print(f"  {name:52}{value:9.1f} {unit:3} {bound:>12}{verdict}{more}", flush=True)

    def act(self, page, name, limit):
        """What the probe saw of one kind of act."""
        times = page.evaluate("window.times")
        work, seen = [entry["work"] for entry in times], [entry["seen"] for entry in times]
        more = f"   p95 {share(work, 0.95):.1f}, seen {share(seen, 0.5):.1f} / {share(seen, 0.95):.1f}, n {len(times)}"
        self.line(name, share(work, 0.5), limit, more=more)


def note(size, seed):
    """A note of about so many characters, in lines."""
    chosen = random.Random(seed)
    lines, length = [], 0
    while length < size:
        lines.append(" ".join(chosen.choices(WORDS, k=14)) + ".")
        length += len(lines[-1]) + 1
    return "\n".join(lines)


def spans(text, count):
    """Regions over words spread evenly through a text."""
    found, at = [], 0
    for number in range(count):
        start = text.index(" ", max(at, number * len(text) // count)) + 1
        at = end = min(index for index in (text.find(" ", start), text.find(".", start), text.find("\n", start)) if index > 0)
        found.append({
            "id": f"s{number:09d}", "from_name": "label", "to_name": "text", "type": "labels",
            "value": {"start": start, "end": end, "text": text[start:end], "labels": [("Problem", "Drug")[number % 2]]},
        })
    return found


def boxes(count):
    chosen = random.Random(1)
    return [{
        "id": f"b{number:09d}", "from_name": "box", "to_name": "image", "type": "rectanglelabels",
        "original_width": SIDE, "original_height": SIDE, "image_rotation": 0,
        "value": {"x": chosen.uniform(0, 96), "y": chosen.uniform(0, 96), "width": 3, "height": 2.5, "rotation": 0, "rectanglelabels": ["Nodule"]},
    } for number in range(count)]


def picture():
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + bytes((x ^ y) & 255 for x in range(SIDE)) for y in range(SIDE))
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Room:
    """A running server, a signed-in browser, and the projects that are measured in."""

    def __init__(self, peer, browser):
        self.url = f"http://127.0.0.1:{peer.port}"
        self.client = Client(peer.port, TOKEN)
        self.browser = browser
        self.context = self.fresh()
        page = self.context.new_page()
        page.goto(self.url + "/sign-in")
        page.locator("input[name=email]").fill(EMAIL)
        page.locator("input[name=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/projects")
        self.state = self.context.storage_state()
        page.close()

    def fresh(self, **options):
        return self.browser.new_context(viewport={"width": 1440, "height": 900}, **options)

    def project(self, config, tasks=()):
        project = self.client.call("POST", "/api/projects/", {"title": "Latency", "label_config": config})["id"]
        for start in range(0, len(tasks), 20_000):
            self.client.call("POST", f"/api/projects/{project}/import", tasks[start:start + 20_000])
        return project

    def tasks(self, project):
        return sorted(task["id"] for task in self.client.call("GET", f"/api/tasks/?project={project}&page_size=100")["tasks"])

    def film(self, project):
        """Uploads a picture as a task; answers its address."""
        body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n' + picture() + b"\r\n--b--\r\n"
        headers = dict(self.client.headers, **{"Content-Type": "multipart/form-data; boundary=b"})
        self.client.send("POST", f"/api/projects/{project}/import", body, headers)
        return self.client.call("GET", f"/api/tasks/?project={project}")["tasks"][0]["data"]["image"]

    def open(self, path, ready):
        page = self.context.new_page()
        page.set_default_timeout(120_000)
        page.goto(self.url + path)
        page.wait_for_selector(ready)
        page.wait_for_timeout(800)
        return page


def shell(room, report, _options):
    """A first visit with nothing kept, then a second."""
    context = room.fresh(storage_state=room.state)
    context.add_init_script(
        "new MutationObserver((_, self) => { if (document.documentElement?.dataset.ready) { self.disconnect(); window.readyAt = performance.now() } })"
        ".observe(document, { attributes: true, subtree: true, childList: true })"
    )
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    kept, size = {}, {"files": 0, "bytes": 0}
    wire.on("Network.responseReceived", lambda event: kept.update({event["requestId"]: event["response"]["url"]}))

    def loaded(event):
        if "/api/" not in kept.get(event["requestId"], "/api/"):
            size["files"] += 1
            size["bytes"] += event["encodedDataLength"]

    wire.on("Network.loadingFinished", loaded)
    page.goto(room.url + "/projects")
    page.wait_for_function("() => window.readyAt")
    page.wait_for_timeout(500)
    report.line("app shell, compressed", size["bytes"] / 1000, 100, "kB", f"   {size['files']} files")
    report.line("interactive, first visit", page.evaluate("window.readyAt"), 300)
    again = []
    for _ in range(5):
        page.reload()
        page.wait_for_function("() => window.readyAt")
        again.append(page.evaluate("window.readyAt"))
    report.line("interactive, later visits", share(again, 0.5), 300)
    context.close()


def keys(page, report, name, before, key, times):
    """Presses `key` again and again, each time after `before`."""
    page.evaluate(PROBE, "keydown")
    for _ in range(times):
        for each in before:
            page.keyboard.press(each)
        page.wait_for_timeout(40)
        page.evaluate("window.times = window.times ?? []; window.kept = window.kept ?? []; window.mark = window.times.length")
        page.keyboard.press(key)
        page.wait_for_timeout(40)
        page.evaluate("window.kept.push(...window.times.slice(window.mark))")
    page.evaluate("window.times = window.kept; window.kept = []")
    report.act(page, name, 16)


def text(room, report, _options):
    long = note(1_000_000, 1)
    crowded = note(400_000, 2)
    project = room.project(SPANS, [{"data": {"text": long}}, {"data": {"text": crowded}, "annotations": [{"result": spans(crowded, 5000)}]}])
    first, second = room.tasks(project)
    for task, name in ((first, "1 MB note"), (second, "note with 5 000 spans")):
        page = room.open(f"/projects/{project}/label?task={task}", ".prose .blk")
        page.keyboard.press("ArrowDown")
        keys(page, report, f"{name}: caret a line down", [], "ArrowDown", 20)
        keys(page, report, f"{name}: label key → span", ["Escape", "ArrowDown", "Shift+Control+ArrowRight"], "2", 20)
        keys(page, report, f"{name}: next region", [], "]", 20)
        keys(page, report, f"{name}: undo", [], "Control+z", 10)
        page.close()


def image(room, report, _options):
    project = room.project(SHAPES)
    address = room.film(project)
    room.client.call("POST", f"/api/projects/{project}/import", [{"data": {"image": address}, "annotations": [{"result": boxes(5000)}]}])
    empty, crowded = room.tasks(project)
    page = room.open(f"/projects/{project}/label?task={crowded}", ".image-stage")
    keys(page, report, "5 000 boxes: next region", [], "]", 20)
    keys(page, report, "5 000 boxes: nudge", ["v"], "ArrowRight", 20)
    stage = page.locator(".image-stage").bounding_box()
    x, y = stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    stroke(page, report, "5 000 boxes: drawing a box", x, y)
    page.mouse.move(x, y)
    page.evaluate(PROBE, "wheel")
    for _ in range(20):
        page.mouse.wheel(0, -40)
        page.wait_for_timeout(40)
    report.act(page, "5 000 boxes: zoom", 16)
    page.close()
    page = room.open(f"/projects/{project}/label?task={empty}", ".image-stage")
    page.keyboard.press("2")
    stroke(page, report, f"brush stroke at {SIDE} × {SIDE}", x, y)
    page.close()


def stroke(page, report, name, x, y):
    page.mouse.move(x - 150, y - 100)
    page.mouse.down()
    page.evaluate(PROBE, "pointermove")
    for step in range(60):
        page.mouse.move(x - 150 + 5 * step, y - 100 + 60 * (step % 7) / 7 + 2 * step)
        page.wait_for_timeout(12)
    report.act(page, name, 16)
    page.mouse.up()


def tasks(room, report, _options):
    """Opening a task by its id, and the next one after handing in."""
    project = room.project(SPANS, [{"text": note(4000, seed)} for seed in range(60)])
    ids = room.tasks(project)
    page = room.open(f"/projects/{project}/label?task={ids[0]}", ".prose .blk")
    report.line("open a task", share([page.evaluate(OPENED, task) for task in ids[20:36]], 0.5), 150)
    page.close()
    page = room.open(f"/projects/{project}/label", ".prose .blk")
    page.evaluate("""() => {
      window.steps = []
      let pressed = 0
      addEventListener("keydown", event => { if (event.key === "Enter") pressed = event.timeStamp }, { capture: true })
      document.querySelector("label-workbench").addEventListener("task-change", async () => {
        await %s
        window.steps.push(performance.now() - pressed)
      })
    }""" % PAINTED)
    for count in range(12):
        page.wait_for_timeout(700)
        page.keyboard.press("Control+Enter")
        page.wait_for_function(f"() => window.steps.length > {count}")
    report.line("hand in → next task, prefetched", share(page.evaluate("window.steps"), 0.5), 50, more=f"   p95 {share(page.evaluate('window.steps'), 0.95):.1f}")
    page.close()


def table(room, report, options):
    """The first page of a long table, from the click."""
    rows = [{"text": f"note {number} " + " ".join(random.Random(number).choices(WORDS, k=30))} for number in range(options.rows)]
    project = room.project(SPANS, rows)
    page = room.open("/projects", "main a.cover")
    shown = """async selector => {
      const start = performance.now()
      document.querySelector(selector).click()
      while (!document.querySelector(".tbody .tr .td:not(.wait)")) await new Promise(done => requestAnimationFrame(done))
      await %s
      return performance.now() - start
    }""" % PAINTED
    times = []
    for _ in range(6):
        times.append(page.evaluate(shown, f"a[href='/projects/{project}/data']"))
        page.evaluate("document.querySelector('nav a[href=\"/projects\"]').click()")
        page.wait_for_selector(f"a[href='/projects/{project}/data'].cover")
    report.line(f"first page of a table of {options.rows:,} rows".replace(",", " "), share(times, 0.5), 200, more=f"   first time {times[0]:.1f}")
    page.close()


ROOMS = {"shell": shell, "text": text, "image": image, "tasks": tasks, "table": table}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, default=100_000, help="tasks in the long table")
    arguments.add_argument("--only", choices=ROOMS)
    options = arguments.parse_args()
    chromium = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if not chromium:
        print("Chromium is not installed: the latencies of the browser are not measured")
        return
    folder = tempfile.mkdtemp(prefix="vesalius-latency-")
    peer = Vesalius(folder)
    try:
        peer.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            room = Room(peer, browser)
            print("What a person feels                                           value          limit")
            for name, measure in ROOMS.items():
                if options.only in (None, name):
                    measure(room, Report(), options)
            browser.close()
    finally:
        peer.stop()
        remove(folder)


if __name__ == "__main__":
    main()
