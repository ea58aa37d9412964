"""Labels in the field's own formats, read back by programs that are not ours: voxels exact, outlines within a quarter pixel, places and sizes right."""

import functools
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys

import numpy
import pydicom
import pytest

import imaging_program
from imaging_readers import Truth, dicom, errors, files
from running import ROOT

highdicom = pytest.importorskip("highdicom")
nibabel = pytest.importorskip("nibabel")
nrrd = pytest.importorskip("nrrd")
SimpleITK = pytest.importorskip("SimpleITK")

@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The archives of every format, written by the test of the module that writes them."""
    given = os.environ.get("VESALIUS_EXPORT_FOLDER")
    if given and pathlib.Path(given, "oblique").exists():
        return pathlib.Path(given)
    target = tmp_path_factory.mktemp("exports")
    command = ["swift", "test", "--disable-xctest", "--filter", "every format is written for other programs to read"]
    environment = dict(os.environ, VESALIUS_EXPORT_FOLDER=str(target))
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return target


class Program:
    """The same by way of the program: a study imported, painted and measured over HTTP, and exported. Done when it is first asked for."""

    def __init__(self, server, folder):
        self.server, self.folder = server, folder

    @functools.cached_property
    def done(self):
        sample = pathlib.Path(os.environ.get("VESALIUS_TEST_DATA") or ROOT.parent / "shared/data") / "imaging/ct-abdomen-20"
        if not sample.is_dir():
            pytest.skip(f"no sample data in {sample}")
        paths = sorted(sample.glob("*.dcm"))
        project = imaging_program.make_project(self.server)
        task, series = imaging_program.import_series(self.server, project, paths)
        imaging_program.check_geometry(paths, series)
        layers = imaging_program.phantom((len(series["geometry"]["positions"]), series["rows"], series["columns"]))
        imaging_program.write_truth(self.folder, series, layers)
        mask, digest = imaging_program.paint(self.server, series, task, layers)
        imaging_program.annotate(self.server, task, series, mask, digest, Truth(self.folder))
        imaging_program.export_all(self.server, self.folder, project)
        return project, task


@pytest.fixture(scope="module")
def program(server, tmp_path_factory):
    return Program(server, tmp_path_factory.mktemp("program"))


@pytest.fixture(params=["oblique", "abdomen", "program"])
def truth(request, folder, program):
    if request.param == "program":
        assert program.done
        return Truth(program.folder)
    if not (folder / request.param).exists():
        pytest.skip(f"there is no sample for {request.param}")
    return Truth(folder / request.param)


def volume_of(seg, truth):
    """The masks of a SEG by name, on the grid of the series: found by the position of each frame."""
    masks = {item.SegmentLabel: numpy.zeros((truth.slices, truth.rows, truth.columns), bool) for item in seg.SegmentSequence}
    names = {item.SegmentNumber: item.SegmentLabel for item in seg.SegmentSequence}
    frames = seg.pixel_array.reshape(-1, truth.rows, truth.columns)
    for group, frame in zip(seg.PerFrameFunctionalGroupsSequence, frames):
        place = numpy.array(group.PlanePositionSequence[0].ImagePositionPatient, float)
        k = (place - truth.origin) @ truth.axes[:, 2] / truth.spacing[2]
        assert abs(k - round(k)) < 1e-3
        source = group.DerivationImageSequence[0].SourceImageSequence[0]
        assert source.ReferencedSOPInstanceUID == truth.sops[round(k)]
        if seg.SegmentationType == "LABELMAP":
            for number, name in names.items():
                masks[name][round(k)] |= frame == number
        else:
            masks[names[group.SegmentIdentificationSequence[0].ReferencedSegmentNumber]][round(k)] |= frame.astype(bool)
    return masks


def assert_equal(masks, truth, names):
    assert set(masks) == set(names)
    for name in names:
        assert numpy.array_equal(masks[name], truth.segments[name]), name


def test_segmentation(truth, tmp_path):
    (content,) = files(truth.archive("DICOM_SEG"), ".dcm").values()
    seg = dicom(content)
    assert seg.SegmentsOverlap == "YES"
    assert_equal(volume_of(seg, truth), truth, ["Liver", "Spleen", "Lesion", "Gallbladder"])
    assert [item.SegmentDescription for item in seg.SegmentSequence if item.SegmentLabel == "Gallbladder"] == ["absent: looked for and not there"]
    liver = seg.SegmentSequence[0]
    assert (liver.SegmentedPropertyTypeCodeSequence[0].CodeValue, liver.SegmentedPropertyTypeCodeSequence[0].CodingSchemeDesignator) == ("10200004", "SCT")
    assert liver.SegmentAlgorithmType == "SEMIAUTOMATIC"
    assert seg.ReferencedSeriesSequence[0].SeriesInstanceUID == truth.series
    path = tmp_path / "seg.dcm"
    path.write_bytes(content)
    assert errors(path) == []


def test_segmentation_in_highdicom(truth):
    for name in ["DICOM_SEG", "DICOM_SEG_LABELMAP"]:
        for content in files(truth.archive(name), ".dcm").values():
            seg = highdicom.seg.segread(io.BytesIO(content))
            found = {seg.get_segment_description(number).segment_label: number for number in seg.segment_numbers}
            for label, number in found.items():
                if not truth.segments[label].any():
                    continue
                volume = seg.get_volume(segment_numbers=[number], combine_segments=False, rescale_fractional=False, allow_missing_positions=True)
                # A volume of highdicom says itself where it lies: every voxel is looked up in ours.
                affine = numpy.linalg.inv(numpy.block([[truth.axes * truth.spacing, truth.origin[:, None]], [numpy.zeros(3), 1]])) @ volume.affine
                mask = numpy.zeros_like(truth.segments[label])
                inside = numpy.argwhere(numpy.squeeze(volume.array, -1) > 0)
                i, j, k = numpy.rint((affine @ numpy.c_[inside, numpy.ones(len(inside))].T)[:3]).astype(int)
                mask[k, j, i] = True
                assert numpy.array_equal(mask, truth.segments[label]), (name, label)


def test_segmentation_in_pydicom_seg(truth):
    (content,) = files(truth.archive("DICOM_SEG"), ".dcm").values()
    # It was written for pydicom 2, which kept its list of classes elsewhere.
    sys.modules.setdefault("pydicom._storage_sopclass_uids", pydicom.uid)
    pydicom_seg = pytest.importorskip("pydicom_seg", exc_type=ImportError)
    result = pydicom_seg.SegmentReader().read(dicom(content))
    for number in result.available_segments:
        name = result.segment_infos[number].SegmentLabel
        image = result.segment_image(number)
        check_image(image, truth, truth.segments[name])


def test_segmentation_in_dcmqi(truth, tmp_path):
    program = shutil.which("segimage2itkimage") or shutil.which("segimage2itkimage", path=str(pathlib.Path(sys.executable).parent))
    if program is None:
        pytest.skip("dcmqi is not installed")
    (content,) = files(truth.archive("DICOM_SEG"), ".dcm").values()
    (tmp_path / "seg.dcm").write_bytes(content)
    done = subprocess.run([program, "--inputDICOM", str(tmp_path / "seg.dcm"), "--outputDirectory", str(tmp_path), "--outputType", "nrrd"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    labels = {}
    about = json.loads((tmp_path / "meta.json").read_text())
    for attributes in about["segmentAttributes"]:
        for segment in attributes:
            labels[segment["labelID"]] = segment["SegmentLabel"]
    seen = set()
    for path in sorted(tmp_path.glob("*.nrrd")):
        image = SimpleITK.ReadImage(str(path))
        values = SimpleITK.GetArrayFromImage(image)
        for value in set(numpy.unique(values)) - {0}:
            name = labels[int(value)]
            seen.add(name)
            check_image(image == int(value), truth, truth.segments[name])
    assert seen == {"Liver", "Spleen", "Lesion"}


def check_image(image, truth, mask):
    """An image of SimpleITK shows the mask where it lies in the patient, whatever its axes are; its volume is right to a thousandth."""
    values = SimpleITK.GetArrayFromImage(image)
    inside = numpy.argwhere(values > 0)
    places = numpy.array([image.TransformIndexToPhysicalPoint([int(i), int(j), int(k)]) for k, j, i in inside]) if len(inside) else numpy.zeros((0, 3))
    voxels = (places - truth.origin) @ truth.axes / truth.spacing
    assert numpy.abs(voxels - numpy.rint(voxels)).max(initial=0) < 1e-2
    found = numpy.zeros_like(mask)
    i, j, k = numpy.rint(voxels).astype(int).T
    found[k, j, i] = True
    assert numpy.array_equal(found, mask)
    statistics = SimpleITK.LabelShapeStatisticsImageFilter()
    statistics.Execute(SimpleITK.Cast(image > 0, SimpleITK.sitkUInt8))
    if mask.any():
        assert statistics.GetPhysicalSize(1) == pytest.approx(mask.sum() * truth.spacing.prod(), rel=1e-3)


def test_label_map_segmentation(truth, tmp_path):
    contents = files(truth.archive("DICOM_SEG_LABELMAP"), ".dcm")
    assert len(contents) == 2
    masks = {}
    for content in contents.values():
        seg = dicom(content)
        assert seg.SOPClassUID == "1.2.840.10008.5.1.4.1.1.66.7"
        assert seg.SegmentationType == "LABELMAP"
        masks.update(volume_of(seg, truth))
    assert_equal(masks, truth, ["Liver", "Spleen", "Lesion", "Gallbladder"])


def sidecar(archive):
    (content,) = files(archive, ".json").values()
    return json.loads(content)


def test_nifti(truth, tmp_path):
    archive = truth.archive("NIFTI")
    about = sidecar(archive)
    contents = files(archive, ".nii.gz")
    assert len(contents) == about["layers"] == 2
    for name, content in contents.items():
        path = tmp_path / name
        path.write_bytes(content)
        image = nibabel.load(path)
        layer = int(name.split("-layer-")[1][0])
        affine = numpy.diag([-1, -1, 1, 1]) @ image.affine
        assert affine[:3, :3] == pytest.approx(truth.axes * truth.spacing, abs=1e-4)
        assert affine[:3, 3] == pytest.approx(truth.origin, abs=1e-3)
        assert image.get_qform() == pytest.approx(image.get_sform(), abs=2e-3)
        values = numpy.asarray(image.dataobj).transpose(2, 1, 0)
        itk = SimpleITK.ReadImage(str(path))
        for label in about["labels"]:
            if label["layer"] == layer:
                mask = truth.segments[label["name"]]
                assert numpy.array_equal(values == label["value"], mask)
                assert label["voxels"] == mask.sum()
                assert label["volume_ml"] == pytest.approx(mask.sum() * truth.spacing.prod() / 1000)
                check_image(itk == label["value"], truth, mask)
    assert [label["status"] for label in about["labels"] if label["name"] == "Gallbladder"] == ["absent"]


def test_nrrd(truth, tmp_path):
    (content,) = files(truth.archive("NRRD"), ".nrrd").values()
    (tmp_path / "labels.seg.nrrd").write_bytes(content)
    values, header = nrrd.read(str(tmp_path / "labels.seg.nrrd"))
    assert header["space"] == "left-posterior-superior"
    assert numpy.array(header["space directions"][1:], float).T == pytest.approx(truth.axes * truth.spacing)
    assert header["space origin"] == pytest.approx(truth.origin)
    number = 0
    while f"Segment{number}_Name" in header:
        name, layer, value = (header[f"Segment{number}_{key}"] for key in ("Name", "Layer", "LabelValue"))
        mask = values[int(layer)].transpose(2, 1, 0) == int(value)
        assert numpy.array_equal(mask, truth.segments[name])
        if mask.any():
            k, j, i = numpy.nonzero(mask)
            assert header[f"Segment{number}_Extent"] == f"{i.min()} {i.max()} {j.min()} {j.max()} {k.min()} {k.max()}"
        number += 1
    assert number == 4


def test_numpy_and_pictures(truth):
    from PIL import Image

    arrays, pictures = truth.archive("NUMPY_MASKS"), truth.archive("PNG_MASKS")
    about = sidecar(arrays)
    for name, content in files(arrays, ".npy").items():
        layer = int(name.split("-layer-")[1][0])
        values = numpy.load(io.BytesIO(content))
        drawn = numpy.zeros_like(values)
        for file, picture in files(pictures, ".png").items():
            if f"-layer-{layer}/" in file:
                drawn[int(file[-8:-4])] = numpy.asarray(Image.open(io.BytesIO(picture)))
        assert numpy.array_equal(values, drawn)
        for label in about["labels"]:
            if label["layer"] == layer:
                assert numpy.array_equal(values == label["value"], truth.segments[label["name"]])


def decode(counts):
    """The runs of a COCO text, as pycocotools reads them (rleFrString)."""
    runs, at = [], 0
    while at < len(counts):
        value, shift, more = 0, 0, True
        while more:
            part = ord(counts[at]) - 48
            value |= (part & 0x1F) << 5 * shift
            more = bool(part & 0x20)
            at += 1
            shift += 1
            if not more and part & 0x10:
                value |= -1 << 5 * shift
        if len(runs) > 2:
            value += runs[-2]
        runs.append(value)
    return runs


def test_coco(truth):
    result = json.loads(truth.archive("COCO_RLE").read("result.json"))
    images = {image["id"]: image for image in result["images"]}
    masks = {}
    for annotation in result["annotations"]:
        rows, columns = annotation["segmentation"]["size"]
        counts = annotation["segmentation"]["counts"]
        try:
            from pycocotools import mask as coco

            plane = coco.decode({"size": [rows, columns], "counts": counts.encode()})
        except ImportError:
            flat = numpy.repeat(numpy.arange(len(decode(counts))) % 2, decode(counts))
            plane = flat.reshape(columns, rows).T
        assert plane.sum() == annotation["area"]
        name = annotation["attributes"]["segment"]
        image = images[annotation["image_id"]]
        assert image["sop"] == truth.sops[image["slice"]]
        masks.setdefault(name, numpy.zeros((truth.slices, rows, columns), bool))[image["slice"]] = plane > 0
        j, i = numpy.nonzero(plane)
        assert annotation["bbox"] == [i.min(), j.min(), i.max() - i.min() + 1, j.max() - j.min() + 1]
    assert_equal(masks, truth, ["Liver", "Spleen", "Lesion"])


def test_structures(truth, tmp_path):
    import cv2
    from PIL import Image, ImageDraw

    (content,) = files(truth.archive("DICOM_RTSTRUCT"), ".dcm").values()
    path = tmp_path / "rtstruct.dcm"
    path.write_bytes(content)
    assert errors(path) == []
    rt = dicom(content)
    names = {roi.ROINumber: roi.ROIName for roi in rt.StructureSetROISequence}
    assert {"Liver", "Spleen", "Lesion", "Gallbladder"} <= set(names.values())
    for roi in rt.ROIContourSequence:
        name = names[roi.ReferencedROINumber]
        if name not in truth.segments:
            continue
        mask = numpy.zeros_like(truth.segments[name])
        for contour in getattr(roi, "ContourSequence", []):
            assert contour.ContourGeometricType == "CLOSED_PLANAR"
            places = numpy.array(contour.ContourData, float).reshape(-1, 3)
            voxels = (places - truth.origin) @ truth.axes / truth.spacing
            k = round(voxels[0, 2])
            assert numpy.abs(voxels[:, 2] - k).max() < 1e-3
            assert contour.ContourImageSequence[0].ReferencedSOPInstanceUID == truth.sops[k]
            # Sixteen steps a pixel keep the corners, and centres stand on whole ones: inside is told by an independent filler.
            drawn = Image.new("1", (truth.columns * 16, truth.rows * 16))
            ImageDraw.Draw(drawn).polygon([tuple(point) for point in (voxels[:, :2] * 16 + 8).tolist()], fill=1)
            mask[k] ^= numpy.asarray(drawn)[8::16, 8::16]
            # No corner is farther than a quarter pixel from the border that marching squares finds at one half.
            field = truth.segments[name][k].astype(float)
            values = sample(field, voxels[:, 0], voxels[:, 1])
            assert numpy.abs(values - 0.5).max() <= 0.5 + 1e-6
        assert numpy.array_equal(mask, truth.segments[name]), name


def sample(field, x, y):
    """The field between its pixels."""
    padded = numpy.pad(field, 1)
    x, y = x + 1, y + 1
    i, j = numpy.floor(x).astype(int), numpy.floor(y).astype(int)
    u, v = x - i, y - j
    i2, j2 = numpy.minimum(i + 1, padded.shape[1] - 1), numpy.minimum(j + 1, padded.shape[0] - 1)
    return (padded[j, i] * (1 - u) + padded[j, i2] * u) * (1 - v) + (padded[j2, i] * (1 - u) + padded[j2, i2] * u) * v


def test_report(truth, tmp_path):
    (content,) = files(truth.archive("DICOM_SR"), ".dcm").values()
    path = tmp_path / "sr.dcm"
    path.write_bytes(content)
    assert errors(path) == []
    shown = subprocess.run(["dsrdump", str(path)], capture_output=True, text=True)
    assert shown.returncode == 0 and "Imaging Measurement Report" in shown.stdout, shown.stderr
    report = highdicom.sr.srread(io.BytesIO(content))
    regions = report.content.get_planar_roi_measurement_groups()
    assert [region.roi.graphic_type.value for region in regions] == ["ELLIPSE", "POLYLINE"]
    assert len(report.content.get_image_measurement_groups()) == 5
    groups = dicom(content).ContentSequence[-1].ContentSequence
    assert len(groups) == 7
    numbers = {}
    for group in groups:
        for item in group.ContentSequence:
            if item.ValueType == "NUM":
                name = item.ConceptNameCodeSequence[0].CodeMeaning
                measured = item.MeasuredValueSequence[0]
                numbers.setdefault(name, []).append((float(measured.NumericValue), measured.MeasurementUnitsCodeSequence[0].CodeValue, item))
    length, unit, item = numbers["Length"][0]
    assert unit == "mm"
    shape = item.ContentSequence[0]
    assert shape.ValueType == "SCOORD"
    source = shape.ContentSequence[0].ReferencedSOPSequence[0]
    k = truth.sops.index(source.ReferencedSOPInstanceUID)
    image = SimpleITK.Image([truth.columns, truth.rows, truth.slices], SimpleITK.sitkUInt8)
    image.SetOrigin(truth.origin.tolist())
    image.SetSpacing(truth.spacing.tolist())
    image.SetDirection(truth.axes.flatten().tolist())
    pixels = numpy.array(shape.GraphicData, float).reshape(-1, 2) - 0.5
    ends = [numpy.array(image.TransformContinuousIndexToPhysicalPoint([x, y, k])) for x, y in pixels]
    assert numpy.linalg.norm(ends[0] - ends[1]) == pytest.approx(length, rel=1e-3)
    assert length == pytest.approx(numpy.hypot(16 * truth.spacing[0], 12 * truth.spacing[1]), rel=1e-3)
    assert {unit for _, unit, _ in numbers["Attenuation Coefficient"]} == {"[hnsf'U]"}
    assert numbers["Long Axis"][0][0] > 0 and numbers["Short Axis"][0][1] == "mm"
    assert [value for value, _, _ in numbers["Angle"]] == [90]
    # A length across slices has no image of its own: it stands in the patient.
    assert numbers["Length"][1][2].ContentSequence[0].ValueType == "SCOORD3D"


def test_exports_are_offered_and_come_back(server, program):
    project, _ = program.done
    offered = {item["name"] for item in server.api("GET", f"/api/projects/{project}/export/formats", 200).json()}
    assert {*imaging_program.FORMATS, "MEASUREMENTS_CSV", "MEASUREMENTS_JSON"} <= offered


@pytest.mark.parametrize("name", ["DICOM_SEG", "DICOM_SEG_LABELMAP", "DICOM_RTSTRUCT"])
def test_what_was_exported_can_be_imported(server, program, name):
    project, task = program.done
    truth = Truth(program.folder)
    before = {item["id"] for item in server.api("GET", f"/api/tasks/{task}", 200).json()["predictions"]}
    contents = files(truth.archive(name), ".dcm")
    upload = [("file", (file, content, "application/dicom")) for file, content in contents.items()]
    server.api("POST", f"/api/projects/{project}/import", 201, files=upload)
    found, absent = {}, []
    for prediction in server.api("GET", f"/api/tasks/{task}", 200).json()["predictions"]:
        if prediction["id"] in before:
            continue
        for item in prediction["result"]:
            med = item["meta"]["med"]
            if med["status"] != "present":
                absent.append((item["value"]["brushlabels"][0], med["status"]))
                continue
            state = server.api("GET", f"/api/imaging/masks/{med['mask']}/state?at={med['operations']}", 200).content
            words = numpy.frombuffer(state, "<u4")
            layers, at = [], 1
            for _ in range(words[0]):
                runs = words[at + 1: at + 1 + words[at]]
                layers.append(numpy.repeat(runs >> 24, runs & 0xFFFFFF).reshape(truth.slices, truth.rows, truth.columns))
                at += 1 + words[at]
            found[item["value"]["brushlabels"][0]] = layers[med["layer"]] == med["segment"]
    for label in ["Liver", "Spleen", "Lesion"]:
        assert numpy.array_equal(found[label], truth.segments[label]), label
    assert absent == [("Gallbladder", "absent")]


def test_a_report_comes_back_as_figures(server, program):
    project, task = program.done
    before = {item["id"] for item in server.api("GET", f"/api/tasks/{task}", 200).json()["predictions"]}
    contents = files(Truth(program.folder).archive("DICOM_SR"), ".dcm")
    server.api("POST", f"/api/projects/{project}/import", 201, files=[("file", (name, content, "application/dicom")) for name, content in contents.items()])
    (prediction,) = [item for item in server.api("GET", f"/api/tasks/{task}", 200).json()["predictions"] if item["id"] not in before]
    (annotation,) = server.api("GET", f"/api/tasks/{task}", 200).json()["annotations"]
    given = {item["id"]: item["meta"]["med"] for item in annotation["result"] if item["from_name"] == "size"}
    kinds = [item["meta"]["med"]["kind"] for item in prediction["result"]]
    assert kinds == ["length", "bidirectional", "angle", "ellipse", "polygon", "probe", "length"]
    for item, med in zip(prediction["result"], given.values()):
        back = item["meta"]["med"]
        assert back["value"] == pytest.approx(med["value"], rel=1e-5)
        assert back["unit"] == med["unit"]
        assert back.get("sop") == med.get("sop")
        assert numpy.allclose(back["points"], med["points"], atol=1e-3)
        for key in ("short", "area", "mean", "sd", "min", "max"):
            assert back.get(key) == pytest.approx(med[key], rel=1e-5) if key in med else key not in back


def test_frames_without_a_place(folder, tmp_path):
    """Radiographs and loops of ultrasound: segments lie on frames, and measurements in their pixels."""
    import zipfile

    (content,) = files(zipfile.ZipFile(folder / "flat/DICOM_SEG.zip"), ".dcm").values()
    path = tmp_path / "seg.dcm"
    path.write_bytes(content)
    assert errors(path) == []
    seg = dicom(content)
    truth = Truth(folder / "oblique")
    masks = {"Liver": numpy.zeros((11, 29, 37), bool), "Spleen": numpy.zeros((11, 29, 37), bool)}
    for group, frame in zip(seg.PerFrameFunctionalGroupsSequence, seg.pixel_array):
        source = group.DerivationImageSequence[0].SourceImageSequence[0]
        name = seg.SegmentSequence[group.SegmentIdentificationSequence[0].ReferencedSegmentNumber - 1].SegmentLabel
        masks[name][source.ReferencedFrameNumber - 1] = frame
    assert_equal(masks, truth, ["Liver", "Spleen"])
    (content,) = files(zipfile.ZipFile(folder / "flat/DICOM_SR.zip"), ".dcm").values()
    path.write_bytes(content)
    assert errors(path) == []
    group = dicom(content).ContentSequence[-1].ContentSequence[0]
    (number,) = [item for item in group.ContentSequence if item.ValueType == "NUM"]
    shape = number.ContentSequence[0]
    assert shape.ContentSequence[0].ReferencedSOPSequence[0].ReferencedFrameNumber == 4
    assert numpy.allclose(shape.GraphicData, [1.2 / 0.3 + 0.5, 2 / 0.4 + 0.5, 6 / 0.3 + 0.5, 6.8 / 0.4 + 0.5])
    notes = json.loads(zipfile.ZipFile(folder / "flat/DICOM_RTSTRUCT.zip").read("notes.json"))
    assert [note["note"] for note in notes] == ["the series has no place in the patient, which a structure set needs"]
