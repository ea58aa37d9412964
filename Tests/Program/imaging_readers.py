"""What stands in exported archives, in the reading of other programs."""

import io
import json
import pathlib
import subprocess
import zipfile

import numpy
import pydicom


class Truth:
    """The volume an export was made of."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        about = json.loads((self.folder / "truth.json").read_text())
        self.columns, self.rows, self.slices = about["size"]
        self.origin = numpy.array(about["origin"])
        self.axes = numpy.array([about["row"], about["column"], about["normal"]]).T
        self.spacing = numpy.array(about["spacing"])
        self.series, self.sops = about["series"], about["sops"]

    def layer(self, number):
        voxels = numpy.fromfile(self.folder / f"layer-{number}.raw", dtype=numpy.uint8)
        return voxels.reshape(self.slices, self.rows, self.columns)

    @property
    def segments(self):
        """The masks by name."""
        return {"Liver": self.layer(0) == 3, "Spleen": self.layer(0) == 7, "Lesion": self.layer(1) == 1,
                "Gallbladder": numpy.zeros((self.slices, self.rows, self.columns), bool)}

    def archive(self, name):
        return zipfile.ZipFile(self.folder / f"{name}.zip")

    def point(self, i, j, k):
        return self.origin + self.axes @ (numpy.array([i, j, k]) * self.spacing)


def files(archive, ending):
    return {name: archive.read(name) for name in archive.namelist() if name.endswith(ending)}


def dicom(content):
    return pydicom.dcmread(io.BytesIO(content))


def errors(path):
    """What dciodvfy, which knows the standard's modules, calls an error."""
    done = subprocess.run(["dciodvfy", str(path)], capture_output=True, text=True)
    return [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("Error")]
