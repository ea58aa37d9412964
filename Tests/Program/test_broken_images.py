"""Broken image files never end the decode worker."""

import json
import random
import select
import struct
import subprocess

import decoder
import pytest

# Files of every reader, small enough to be broken many times.
NAMES = [
    "codecs/emri_small.dcm", "codecs/emri_small_RLE.dcm", "codecs/emri_small_jpeg_2k_lossless.dcm",
    "codecs/emri_small_jpeg_ls_lossless.dcm", "codecs/JLSL_16_15_1_1F.dcm", "codecs/TestPattern_JPEG-Baseline_YBR422.dcm",
    "codecs/liver_deflate.dcm", "codecs/TestPattern_Palette.dcm", "codecs/vlut_04.dcm",
    "seg-sr-rt/highdicom/seg_image_ct_binary.dcm", "seg-sr-rt/dcmqi/mf.dcm", "nifti/example_seg_mr.nii.gz", "wsi/boxes.tiff",
    "wsi/boxes_0.dcm", "us-nm-cine/NM-MONO2-16-13x-heart.dcm",
]


class Worker:
    """A worker asked as the server asks it."""

    def __init__(self):
        self.process = subprocess.Popen(
            [decoder.program()], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        assert self.read(10, 20) == b"VXDECODE1\n"

    def read(self, count, seconds):
        data = b""
        while len(data) < count:
            if not select.select([self.process.stdout], [], [], seconds)[0]:
                raise TimeoutError
            part = self.process.stdout.read(count - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def ask(self, verb, path, **more):
        request = json.dumps({"verb": verb, "path": str(path), **more}).encode()
        self.process.stdin.write(struct.pack("<I", len(request)) + request)
        length, status, _ = struct.unpack("<IBI", self.read(9, 15))
        return status, self.read(length, 15)

    def stop(self):
        self.process.kill()
        self.process.wait()


def broken(whole, chance):
    """A file with bits turned, numbers made extreme, parts moved, or its end cut."""
    data = bytearray(whole)
    for _ in range(chance.choice([1, 2, 5, 20])):
        # The beginning, where headers are, more often than the rest.
        place = chance.randrange(min(len(data), chance.choice([600, 4000, len(data)])))
        kind = chance.randrange(4)
        if kind == 0:
            data[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            data[place : place + 4] = chance.choice([b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\1\0\0\0"])
        elif kind == 2:
            start = chance.randrange(len(data))
            data[place : place + 16] = data[start : start + 16]
        else:
            data = data[: max(16, chance.randrange(len(data)))] if chance.randrange(4) == 0 else data
    return bytes(data)


@pytest.mark.parametrize("name", NAMES)
def test_broken_files_are_refused_by_a_worker_that_lives_on(name, sample_data, tmp_path):
    source = sample_data / "imaging" / name
    whole = source.read_bytes()
    chance = random.Random(name)
    worker = Worker()
    deaths = []
    try:
        for number in range(100):
            path = tmp_path / f"{number}-{source.name}"
            path.write_bytes(broken(whole, chance))
            try:
                for verb, more in [
                    ("inspect", {}), ("wire", {}), ("wire", {"reduced": True, "frame": 1}), ("render", {"side": 64}),
                    ("tile", {}), ("thumbnail", {"side": 64}), ("tags", {}), ("labels", {}),
                ]:
                    worker.ask(verb, path, **more)
            except (EOFError, TimeoutError, BrokenPipeError) as error:
                deaths.append((number, verb, type(error).__name__))
                (tmp_path / f"death-{number}").write_bytes(path.read_bytes())
                worker.stop()
                worker = Worker()
            path.unlink()
    finally:
        worker.stop()
    assert deaths == []
