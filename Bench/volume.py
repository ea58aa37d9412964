"""What a reader of series feels, in a real Chromium, beside the limit of each: the first slice, scrolling, a window, memory.

    Bench/volume.py [--slices 300] [--renderer canvas|webgl]

Makes a CT of 512 × 512 in its folder, imports it into a server of its own and opens it. Frames are counted by requestAnimationFrame: one that comes more than
half a frame late was dropped. `work` is what the viewer computed for a frame. Nothing fails by time. A machine without a graphics card draws with the processor,
which is what `--renderer canvas` measures everywhere.
"""

import argparse
import io
import pathlib
import shutil
import tempfile
import time
import zipfile

import numpy as np
from playwright.sync_api import sync_playwright

from latency import Report, Room, share
from peers import Vesalius, remove

SIDE = 512
CONFIG = '<View><Volume name="scan" value="$scan"/><RectangleLabels name="box" toName="scan"><Label value="Lesion"/></RectangleLabels></View>'

OPEN = """async id => {
  const workbench = document.querySelector("label-workbench")
  const start = performance.now()
  workbench.taskId = id
  const until = async test => { while (!test()) await new Promise(done => requestAnimationFrame(done)) }
  const before = document.querySelector("volume-view")?.viewer
  const viewer = () => { const now = document.querySelector("volume-view")?.viewer; return now === before ? null : now }
  await until(() => viewer()?.main && viewer().active?.series && viewer().main.quality(viewer().active.frame) === 2)
  await new Promise(done => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0) }))
  const first = performance.now() - start
  await until(() => viewer().main.isComplete)
  return { first, all: performance.now() - start }
}"""

# One wheel event before each frame; how long the viewer's own frame took, and how far apart frames were.
SCROLL = """async count => {
  const { viewer } = document.querySelector("volume-view")
  const { element } = viewer.active
  const box = element.getBoundingClientRect()
  const work = []
  const gaps = []
  let last = 0
  for (let n = 0; n < count; n++) {
    element.dispatchEvent(new WheelEvent("wheel", { deltaY: Math.floor(n / 150) % 2 ? -100 : 100, clientX: box.left + 200, clientY: box.top + 200, bubbles: true, cancelable: true }))
    const asked = await new Promise(done => requestAnimationFrame(done))
    const began = performance.now()
    await new Promise(done => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0) })
    work.push(performance.now() - began)
    if (last) gaps.push(asked - last)
    last = asked
  }
  return { work, gaps }
}"""

DRAW = """async change => {
  const { viewer } = document.querySelector("volume-view")
  const times = []
  for (let n = 0; n < 60; n++) {
    const began = performance.now()
    if (change === "window") viewer.setWindow(viewer.active, { centre: 40 + n, table: null, preset: "own" })
    else viewer.setCrosshair([viewer.crosshair[0], viewer.crosshair[1] + (n % 2 ? 1 : -1) * n / 3, viewer.crosshair[2]])
    viewer.renderer.draw(viewer.viewports.map(each => each.pane(devicePixelRatio, [])), false)
    times.push(performance.now() - began)
    await new Promise(done => requestAnimationFrame(done))
  }
  return times
}"""


def body(slices):
    """A trunk of soft tissue with organs, bones and noise: it compresses as patients do."""
    import pydicom
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

    chosen = np.random.default_rng(5)
    y, x = np.mgrid[-1:1:SIDE * 1j, -1:1:SIDE * 1j]
    study, series, frame = generate_uid(), generate_uid(), generate_uid()
    for k in range(slices):
        z = 2 * k / slices - 1
        values = np.where(x ** 2 / 0.7 + y ** 2 / 0.4 < 1, 40.0, -1000.0)
        values[(x - 0.35) ** 2 + (y + 0.05) ** 2 + z ** 2 < 0.12] = 110
        values[(x + 0.35) ** 2 + y ** 2 + (z - 0.2) ** 2 < 0.07] = 130
        values[(x ** 2 + (y - 0.42) ** 2) < 0.02] = 600
        values += chosen.normal(0, 12, values.shape)
        file = Dataset()
        file.file_meta = FileMetaDataset()
        file.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        file.file_meta.MediaStorageSOPClassUID = file.SOPClassUID = CTImageStorage
        file.file_meta.MediaStorageSOPInstanceUID = file.SOPInstanceUID = generate_uid()
        file.StudyInstanceUID, file.SeriesInstanceUID, file.FrameOfReferenceUID = study, series, frame
        file.Modality, file.PatientID, file.InstanceNumber, file.SeriesDescription = "CT", "phantom", k + 1, "Phantom"
        file.Rows = file.Columns = SIDE
        file.PixelSpacing, file.ImageOrientationPatient, file.ImagePositionPatient = [0.8, 0.8], [1, 0, 0, 0, 1, 0], [-204.8, -204.8, 1.25 * k]
        file.SamplesPerPixel, file.PhotometricInterpretation = 1, "MONOCHROME2"
        file.BitsAllocated, file.BitsStored, file.HighBit, file.PixelRepresentation = 16, 12, 11, 0
        file.RescaleSlope, file.RescaleIntercept, file.WindowCenter, file.WindowWidth = 1, -1024, 40, 400
        file.PixelData = np.clip(values + 1024, 0, 4095).astype("<u2").tobytes()
        data = io.BytesIO()
        pydicom.dcmwrite(data, file, enforce_file_format=True)
        yield f"{k:04d}.dcm", data.getvalue()


def packed(slices):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, file in body(slices):
            archive.writestr(name, file)
    return data.getvalue()


def upload(room, project, archive):
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="ct.zip"\r\nContent-Type: application/zip\r\n\r\n'
    headers = dict(room.client.headers, **{"Content-Type": "multipart/form-data; boundary=b"})
    room.client.send("POST", f"/api/projects/{project}/import", head + archive + b"\r\n--b--\r\n", headers)


def resident(browser):
    """Bytes of the largest renderer process: page, engine and workers; what processes share is counted, too."""
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    sizes = [pathlib.Path(f"/proc/{each['id']}/statm").read_text().split()[1] for each in found if each["type"] == "renderer"]
    return max(int(size) for size in sizes) * 4096


def measure(room, report, options):
    project = room.project(CONFIG)
    # A small one to come from: a reader opens the next task, not the first page.
    upload(room, project, packed(3))
    began = time.perf_counter()
    upload(room, project, packed(options.slices))
    print(f"  {options.slices} slices made and imported in {time.perf_counter() - began:.1f} s", flush=True)
    small, task = room.tasks(project)
    query = f"&renderer={options.renderer}" if options.renderer else ""
    firsts = []
    context = None
    for _ in range(3):
        if context:
            context.close()
        # Nothing is kept of the frames; the shell and its modules came with the task before.
        context = room.fresh(storage_state=room.state)
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.goto(f"{room.url}/projects/{project}/label?task={small}{query}")
        page.wait_for_function("() => document.querySelector('volume-view')?.viewer?.main?.isComplete", timeout=120_000)
        page.wait_for_timeout(500)
        firsts.append(page.evaluate(OPEN, task))
    print(f"  drawn with {page.locator('volume-view').get_attribute('data-renderer')}")
    report.line("first slice on loopback", share([each["first"] for each in firsts], 0.5), 150)
    report.line(f"all {options.slices} slices", share([each["all"] for each in firsts], 0.5), None)
    page.wait_for_timeout(500)
    scrolled = page.evaluate(SCROLL, 300)
    frame = share(scrolled["gaps"], 0.5)
    dropped = sum(gap > 1.5 * max(frame, 16.7) for gap in scrolled["gaps"])
    report.line("scroll: work of a frame", share(scrolled["work"], 0.5), 16, more=f"   p95 {share(scrolled['work'], 0.95):.1f}")
    report.line("scroll: dropped of 300 frames", dropped, 0, "", more=f"   frames {frame:.1f} ms apart")
    report.line("window of three panes", share(page.evaluate(DRAW, "window"), 0.5), 16)
    report.line("crosshair through three panes", share(page.evaluate(DRAW, "crosshair"), 0.5), 16)
    used = resident(room.browser)
    voxels = SIDE * SIDE * options.slices
    report.line("resident memory of the tab", used / 1e6, (8 * voxels + 150e6) / 1e6, "MB", more=f"   {used / voxels:.1f} bytes a voxel")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--slices", type=int, default=300)
    parser.add_argument("--renderer", choices=["canvas", "webgl"])
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="vesalius-volume-")
    peer = Vesalius(pathlib.Path(folder))
    try:
        peer.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--enable-unsafe-swiftshader"])
            measure(Room(peer, browser), Report(), options)
            browser.close()
    finally:
        peer.stop()
        remove(folder)


if __name__ == "__main__":
    main()
