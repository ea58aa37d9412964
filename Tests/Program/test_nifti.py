"""NIfTI and NRRD volumes, compared with nibabel's and pynrrd's reading of the same files."""

import gzip

import pytest

import decoder

numpy = pytest.importorskip("numpy")
nibabel = pytest.importorskip("nibabel")
nrrd = pytest.importorskip("nrrd")

# LPS to RAS.
TURN = numpy.diag([-1.0, -1.0, 1.0, 1.0])


def affine(volume):
    """The matrix of a volume's lattice in RAS."""
    matrix = numpy.eye(4)
    for column, name in enumerate(["step_x", "step_y", "step_z", "origin"]):
        matrix[:3, column] = volume[name]
    return TURN @ matrix


def check(path, folder):
    image = nibabel.load(path)
    shape = list(image.shape) + [1] * (3 - len(image.shape))
    described = decoder.lines("inspect", path)[0]
    volume = described["volume"]
    assert volume["size"] == [*shape[:3], int(numpy.prod(shape[3:], dtype=int))]
    assert numpy.allclose(affine(volume), image.affine, atol=1e-5), path
    # Frames are slices, a row is the first axis.
    stored = decoder.pixels(path, folder)
    wanted = numpy.asanyarray(image.dataobj.get_unscaled()).reshape(*shape[:3], -1).T.reshape(-1, shape[1], shape[0])
    assert stored.reshape(wanted.shape).dtype == wanted.dtype.newbyteorder("<")
    assert numpy.array_equal(stored.reshape(wanted.shape), wanted, equal_nan=wanted.dtype.kind == "f")
    slope, intercept = image.dataobj.slope, image.dataobj.inter
    shared = described.get("shared", {})
    assert (shared.get("slope", 1), shared.get("intercept", 0)) == pytest.approx((slope, intercept))
    series = decoder.lines("series", path)[0]
    assert series["frame_count"] == len(wanted)
    geometry = series["geometry"]
    zooms = numpy.linalg.norm(image.affine[:3, :3], axis=0)
    assert geometry["spacing"] == pytest.approx(zooms, rel=1e-6)


@pytest.mark.parametrize("name", ["example_ct", "example_ct_sm", "example_mr_sm", "example_seg", "example_seg_mr"])
def test_real_volumes_are_read_as_nibabel_reads_them(name, sample_data, tmp_path):
    check(sample_data / f"imaging/nifti/{name}.nii.gz", tmp_path)


@pytest.mark.parametrize("kind", [nibabel.Nifti1Image, nibabel.Nifti2Image])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("dtype", ["u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f4", "f8"])
def test_every_type_of_voxel_in_both_byte_orders(kind, order, dtype, tmp_path):
    generator = numpy.random.default_rng(3)
    array = (generator.normal(size=(5, 4, 3, 2)) * 50).astype(dtype)
    turn = numpy.array([[0, -1.5, 0, 10], [2, 0, 0, -20], [0, 0, 3, 30], [0, 0, 0, 1.0]])
    header = kind.header_class(endianness=order)
    header.set_data_dtype(numpy.dtype(dtype).newbyteorder(order))
    image = kind(array, turn, header)
    path = tmp_path / "volume.nii"
    nibabel.save(image, path)
    check(path, tmp_path)
    packed = tmp_path / "packed.nii.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    check(packed, tmp_path)


@pytest.mark.parametrize("forms", [(1, 0), (0, 1), (1, 1), (0, 0)])
def test_every_way_to_say_where_the_patient_is(forms, tmp_path):
    import nibabel.eulerangles as angles

    matrix = numpy.eye(4)
    matrix[:3, :3] = angles.euler2mat(0.1, 0.2, 0.3) @ numpy.diag([1.5, 2, -2.5])
    matrix[:3, 3] = [1, 2, 3]
    image = nibabel.Nifti1Image(numpy.zeros((4, 5, 6), "i2"), None)
    image.header.set_zooms((1.5, 2, 2.5))
    image.header.set_qform(matrix, code=forms[0])
    image.header.set_sform(matrix, code=forms[1])
    path = tmp_path / "place.nii"
    nibabel.save(nibabel.Nifti1Image(image.dataobj, None, image.header), path)
    described = decoder.lines("inspect", path)[0]
    assert numpy.allclose(affine(described["volume"]), nibabel.load(path).affine, atol=1e-4)
    assert described["volume"]["source"] == ("sform" if forms[1] else "qform" if forms[0] else "pixdim")


def test_a_pair_of_header_and_voxels(tmp_path):
    array = numpy.arange(60, dtype="i2").reshape(5, 4, 3)
    nibabel.save(nibabel.Nifti1Pair(array, numpy.diag([1, 2, 3, 1.0])), tmp_path / "pair.img")
    check(tmp_path / "pair.hdr", tmp_path)


def test_what_a_scaled_volume_shows_is_within_half_a_step(tmp_path):
    array = numpy.linspace(-3, 9, 60, dtype="f4").reshape(5, 4, 3)
    path = tmp_path / "float.nii"
    nibabel.save(nibabel.Nifti1Image(array, numpy.eye(4)), path)
    series = decoder.lines("series", path)[0]
    assert series["rescale"]["slope"] == pytest.approx(12 / 65535)
    assert series["rescale"]["intercept"] == pytest.approx(-3)
    assert [problem["kind"] for problem in series["problems"]] == ["scaled"]


@pytest.mark.parametrize("encoding", ["raw", "gzip", "ascii"])
@pytest.mark.parametrize("space", ["left-posterior-superior", "right-anterior-superior"])
def test_nrrd_is_read_as_pynrrd_reads_it(encoding, space, tmp_path):
    array = numpy.arange(60, dtype="i2").reshape(5, 4, 3)
    directions = numpy.array([[0.5, 0, 0], [0, 0.6, 0], [0, 0, 2]])
    path = tmp_path / "labels.nrrd"
    header = {"space": space, "space directions": directions, "space origin": [1, 2, 3], "encoding": encoding}
    nrrd.write(str(path), array, header)
    volume = decoder.lines("inspect", path)[0]["volume"]
    sign = numpy.array([1, 1, 1]) if space.startswith("left") else numpy.array([-1, -1, 1])
    assert volume["origin"] == pytest.approx(sign * [1, 2, 3])
    assert volume["step_x"] == pytest.approx(sign * directions[0])
    assert numpy.array_equal(decoder.pixels(path, tmp_path), array.T)
