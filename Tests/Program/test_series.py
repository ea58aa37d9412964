"""Series of real files, compared with SimpleITK's reading of the same files."""

import decoder
import pytest

numpy = pytest.importorskip("numpy")
SimpleITK = pytest.importorskip("SimpleITK")


def reference(paths):
    """SimpleITK's image of a folder's only series, its files in its own order."""
    reader = SimpleITK.ImageSeriesReader()
    names = SimpleITK.ImageSeriesReader.GetGDCMSeriesFileNames(str(paths[0].parent))
    reader.SetFileNames(names)
    return names, reader.Execute()


@pytest.mark.parametrize("folder, slices", [("ct-abdomen-20", 20), ("mr-wrist-16", 16), ("mr-t1-brain-120", 120)])
def test_a_series_lies_where_simpleitk_lays_it(folder, slices, sample_data, tmp_path):
    paths = sorted((sample_data / "imaging" / folder).glob("*.dcm"))
    assert len(paths) == slices
    # Backwards, so that no order but that of places can be the reason.
    given = paths[::-1]
    series = decoder.lines("series", *given)
    assert len(series) == 1
    geometry = series[0]["geometry"]
    names, image = reference(paths)
    assert [str(given[frame["instance"]]) for frame in series[0]["frames"]] == list(names)
    assert geometry["origin"] == pytest.approx(image.GetOrigin(), abs=1e-6)
    assert geometry["spacing"] == pytest.approx(image.GetSpacing(), rel=1e-5)
    direction = numpy.array(image.GetDirection()).reshape(3, 3)
    for axis, name in enumerate(["row", "column", "normal"]):
        assert geometry[name] == pytest.approx(direction[:, axis], abs=1e-6)
    assert geometry["regular"] and series[0]["problems"] == []
    # The values too: stored samples by the series' own rescale.
    middle = slices // 2
    stored = decoder.pixels(given[series[0]["frames"][middle]["instance"]], tmp_path).astype("f8")
    rescale = series[0]["rescale"]
    values = SimpleITK.GetArrayFromImage(image)[middle]
    assert numpy.array_equal(stored * rescale["slope"] + rescale["intercept"], values)


def test_an_enhanced_file_is_a_volume(sample_data):
    path = sample_data / "imaging/seg-sr-rt/dcmqi/mf.dcm"
    series = decoder.lines("series", path)[0]
    image = SimpleITK.ReadImage(str(path))
    assert series["geometry"]["spacing"] == pytest.approx(image.GetSpacing(), rel=1e-6)
    assert series["geometry"]["origin"] == pytest.approx(image.GetOrigin(), abs=1e-6)
    assert series["frame_count"] == image.GetSize()[2]


def test_a_slice_taken_out_is_missed(sample_data):
    paths = sorted((sample_data / "imaging/ct-abdomen-20").glob("*.dcm"))
    series = decoder.lines("series", *paths[:7], *paths[8:])
    assert [problem["kind"] for problem in series[0]["problems"]] == ["missingSlices"]
    assert series[0]["geometry"]["regular"] is False
