"""The way a study takes through the program: files in, a mask painted and figures drawn over HTTP, exports out."""

import base64
import io
import json
import uuid
import zipfile

import numpy
import pydicom

CONFIG = """<View><Volume name="ct" value="$ct"/>
<VolumeMask name="organ" toName="ct"><Label value="Liver" code="10200004" system="SCT" display="Liver" property="anatomy"/>
<Label value="Lesion" property="abnormality"/><Label value="Spleen"/><Label value="Gallbladder"/></VolumeMask>
<Measure name="size" toName="ct"><Label value="Target lesion"/><Label value="Other"/></Measure></View>"""
FORMATS = ["DICOM_SEG", "DICOM_SEG_LABELMAP", "DICOM_RTSTRUCT", "DICOM_SR", "NIFTI", "NRRD", "COCO_RLE", "PNG_MASKS", "NUMPY_MASKS"]


def make_project(server):
    return server.api("POST", "/api/projects/", 201, json={"title": "Imaging exports", "label_config": CONFIG}).json()["id"]


def import_series(server, project, paths):
    """The task and the description of the series that the files make."""
    files = [("file", (path.name, path.read_bytes(), "application/dicom")) for path in paths]
    answer = server.api("POST", f"/api/projects/{project}/import?return_task_ids=true", 201, files=files).json()
    series = answer["images"]["series"][0]["id"]
    return answer["task_ids"][0], server.api("GET", f"/api/imaging/series/{series}", 200).json()


def record(layer, values):
    """A load of a whole layer (kind 17): runs of value and length from the first voxel on."""
    flat = values.reshape(-1)
    ends = numpy.flatnonzero(numpy.diff(flat)) + 1
    starts = numpy.r_[0, ends]
    lengths = numpy.diff(numpy.r_[starts, flat.size])
    words = [1, 17, layer, 0, 0, 0]
    for value, length in zip(flat[starts].tolist(), lengths.tolist()):
        while length:
            part = min(length, 0xFFFFFF)
            words.append(value << 24 | part)
            length -= part
    return base64.b64encode(numpy.array(words, dtype="<u4").tobytes()).decode()


def ball(shape, centre, radius):
    """Voxels within a radius of voxels; slices count as five."""
    k, j, i = numpy.indices(shape)
    return ((i - centre[0]) ** 2 + (j - centre[1]) ** 2 + ((k - centre[2]) * 5) ** 2) ** 0.5 < radius


def phantom(shape):
    """Two layers that overlap; a hole, an island of one voxel, two that touch at a corner."""
    slices, rows, columns = shape
    centre = (columns * 0.4, rows * 0.5, slices * 0.5)
    first = numpy.zeros(shape, numpy.uint8)
    first[ball(shape, centre, columns * 0.3) & ~ball(shape, centre, columns * 0.12)] = 3
    first[slices // 3: slices * 2 // 3, rows * 6 // 10:, columns * 8 // 10:] = 7
    first[:, 1, 1] = first[:, 2, 2] = 3
    second = ball(shape, (columns * 0.55, rows * 0.5, slices * 0.5), columns * 0.15).astype(numpy.uint8)
    return first, second


def paint(server, series, task, layers):
    """Sends the layers as two records; the server, which replays them, says what they come to."""
    mask = str(uuid.uuid4())
    server.api("POST", "/api/imaging/masks", 201, json={"id": mask, "series": series["id"], "task": task, "object": "ct"})
    body = {"after": 0, "records": [record(number, values) for number, values in enumerate(layers)], "hash": "0" * 16}
    refusal = server.api("POST", f"/api/imaging/masks/{mask}/operations", 422, json=body).json()
    body["hash"] = refusal["current"]["found"]
    answer = server.api("POST", f"/api/imaging/masks/{mask}/operations", 200, json=body).json()
    assert answer["operations"] == 2
    return mask, answer["hash"]


def annotate(server, task, series, mask, digest, truth):
    size = {"original_width": series["columns"], "original_height": series["rows"], "image_rotation": 0}

    def segment(id, label, layer, number, status="present"):
        med = {"kind": "segment", "mask": mask, "layer": layer, "segment": number, "operations": 2, "hash": digest, "series": series["uid"],
               "status": status, "origin": {"brush": 0.4, "model": 0.6}}
        return {"id": id, "from_name": "organ", "to_name": "ct", "type": "brushlabels", **size,
                "value": {"format": "rle", "rle": [], "brushlabels": [label]}, "meta": {"med": med}}

    def point(i, j, k=3):
        return truth.point(i, j, k).tolist()

    def figure(id, kind, points, label="Target lesion", frame=3, **more):
        med = {"kind": kind, "series": series["uid"], "for": series["geometry"]["frame_of_reference"], "points": points, **more}
        if frame is not None:
            med |= {"sop": series["frames"][frame]["sop"], "frame": 1}
        return {"id": id, "from_name": "size", "to_name": "ct", "type": "polygonlabels", **size, "item_index": frame or 0,
                "value": {"points": [[10, 10], [50, 50], [20, 60]], "closed": False, "polygonlabels": [label]}, "meta": {"med": med}}

    def length(a, b):
        return float(numpy.linalg.norm(numpy.array(a) - numpy.array(b)))

    dx, dy, _ = truth.spacing
    result = [
        segment("s1", "Liver", 0, 3), segment("s2", "Spleen", 0, 7), segment("s3", "Lesion", 1, 1), segment("s4", "Gallbladder", 0, 9, "absent"),
        figure("len", "length", [point(4, 5), point(20, 17)], value=length(point(4, 5), point(20, 17)), unit="mm"),
        figure("bid", "bidirectional", [point(4, 5), point(20, 5), point(12, 2), point(12, 9)], value=16 * dx, short=7 * dy, unit="mm"),
        figure("ang", "angle", [point(4, 5), point(10, 5), point(10, 15)], value=90, unit="deg"),
        figure("ell", "ellipse", [point(6, 10), point(16, 10), point(11, 7), point(11, 13)], "Other", value=100.5, area=100.5, unit="mm2",
               mean=41.5, sd=3.25, min=30, max=52, n=107, stats_unit="HU"),
        figure("fre", "freehand", [point(6, 10), point(16, 10), point(11, 17)], value=33, area=33, unit="mm2"),
        figure("pro", "probe", [point(9, 9)], value=-12.5, unit="HU", n=1),
        figure("obl", "length", [point(3, 3, 1), point(10, 9, 6)], frame=None, value=length(point(3, 3, 1), point(10, 9, 6)), unit="mm"),
    ]
    return server.api("POST", f"/api/tasks/{task}/annotations/", 201, json={"result": result}).json()


def export_all(server, folder, project):
    for name in FORMATS:
        (folder / f"{name}.zip").write_bytes(export(server, project, name))


def export(server, project, name):
    return server.api("GET", f"/api/projects/{project}/export?exportType={name}", 200).content


def write_truth(folder, series, layers):
    """What the exports must show, by the files themselves and by what was painted."""
    for number, values in enumerate(layers):
        (folder / f"layer-{number}.raw").write_bytes(values.tobytes())
    geometry = series["geometry"]
    about = {key: geometry[key] for key in ("origin", "row", "column", "normal", "spacing")}
    about |= {"size": [series["columns"], series["rows"], len(geometry["positions"])], "series": series["uid"],
              "sops": [frame["sop"] for frame in series["frames"]]}
    (folder / "truth.json").write_text(json.dumps(about))


def check_geometry(paths, series):
    """The geometry is that of the files, not one that the program made up."""
    places = {}
    for path in paths:
        header = pydicom.dcmread(path, stop_before_pixels=True)
        places[header.SOPInstanceUID] = [float(each) for each in header.ImagePositionPatient]
    geometry = series["geometry"]
    first = series["frames"][0]
    assert numpy.allclose(places[first["sop"]], geometry["origin"])
    assert geometry["spacing"][1] == float(header.PixelSpacing[0]) and geometry["spacing"][0] == float(header.PixelSpacing[1])


def archive(content):
    return zipfile.ZipFile(io.BytesIO(content))
