"""Every DICOM file within reach, decoded by our command and by the reference reader: the same bytes, or a reason."""

import collections
import concurrent.futures
import os
import pathlib
import subprocess
import warnings

import numpy
import pytest

from running import ROOT

pydicom = pytest.importorskip("pydicom")
COMMAND = os.environ.get("VESALIUS_DECODE") or str(ROOT / ".build/debug/vesalius-decode")
PIXELS = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")

# The reference gives up on these, and so should everybody: the pixels end early, or there is no picture.
HOPELESS = {"MR_truncated.dcm", "meta_missing_tsyntax.dcm", "nested_priv_SQ.dcm", "JPEG2000-embedded-sequence-delimiter.dcm"}


def folders():
    yield pathlib.Path(pydicom.__file__).parent / "data/test_files"
    try:
        import data_store

        yield pathlib.Path(data_store.__file__).parent / "data"
    except ImportError:
        pass
    samples = pathlib.Path(os.environ.get("VESALIUS_TEST_DATA") or ROOT.parent / "shared/data")
    if (samples / "imaging").is_dir():
        yield samples / "imaging"


def files():
    for folder in folders():
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or path.name == "DICOMDIR" or path.stat().st_size > 64 << 20:
                continue
            with open(path, "rb") as stream:
                beginning = stream.read(132)
            if beginning[128:] == b"DICM" or path.suffix == ".dcm":
                yield path


def reference(path):
    """The raw samples and the transfer syntax; (None, reason) where the reference fails, None without pixels."""
    from pydicom.pixels import pixel_array

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            dataset = pydicom.dcmread(path, force=True)
        except Exception:
            return None
        if not any(keyword in dataset for keyword in PIXELS):
            return None
        syntax = str(getattr(getattr(dataset, "file_meta", None), "TransferSyntaxUID", "") or "none")
        try:
            samples = numpy.ascontiguousarray(pixel_array(dataset, raw=True))
        except Exception as failure:
            return None, syntax, str(failure).splitlines()[0][:100]
        return samples.astype(samples.dtype.newbyteorder("<"), copy=False).tobytes(), syntax, ""


def ours(path, folder):
    """The bytes, or the complaint; a process that dies of anything but its own complaint is a crash."""
    output = folder / f"{abs(hash(str(path)))}.raw"
    answer = subprocess.run([COMMAND, "pixels", str(path), "--output", str(output)], capture_output=True, timeout=60)
    assert answer.returncode in (0, 1), f"{path} ended the decoder with {answer.returncode}: {answer.stderr[-500:]}"
    if answer.returncode:
        return None, answer.stderr.decode(errors="replace")
    try:
        return output.read_bytes(), ""
    finally:
        output.unlink()


@pytest.mark.skipif(not os.path.exists(COMMAND), reason="vesalius-decode is not built")
def test_every_file_is_decoded_as_the_reference_does(tmp_path):
    equal, more, hopeless, wrong = collections.Counter(), [], [], []

    def check(path):
        expected = reference(path)
        return path, expected, ours(path, tmp_path) if expected else None

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for path, expected, found in pool.map(check, files()):
            if expected is None:
                continue
            samples, syntax, reason = expected
            decoded, complaint = found
            if samples is None:
                (hopeless if decoded is None else more).append((path.name, syntax, complaint or reason))
            elif decoded == samples:
                equal[syntax] += 1
            else:
                wrong.append((str(path), syntax, complaint or f"{len(decoded)} bytes for {len(samples)}, or other ones"))
    for syntax, count in sorted(equal.items()):
        print(f"{count:4} equal  {syntax}")
    for name, syntax, reason in more:
        print(f"     beyond the reference  {syntax}  {name}  ({reason})")
    for name, syntax, reason in hopeless:
        print(f"     nobody  {syntax}  {name}  {reason.strip()}")
    assert wrong == []
    assert {name for name, _, _ in hopeless} <= HOPELESS
    assert sum(equal.values()) >= 60, "the reference's own files are missing"
