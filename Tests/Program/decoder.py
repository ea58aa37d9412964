"""The decode worker's own command line."""

import json
import os
import pathlib
import subprocess

import pytest

from running import ROOT


def program():
    binary = pathlib.Path(os.environ.get("VESALIUS_DECODE") or ROOT / ".build/debug/vesalius-decode")
    if not binary.is_file():
        pytest.skip(f"no decode worker at {binary}")
    return str(binary)


def lines(verb, *paths):
    """What `vesalius-decode VERB PATH…` prints, a value a line."""
    output = subprocess.run([program(), verb, *map(str, paths)], check=True, capture_output=True, timeout=120).stdout
    return [json.loads(line) for line in output.splitlines()]


def pixels(path, folder):
    """The stored samples of all frames as a NumPy array."""
    import numpy

    target = pathlib.Path(folder) / "pixels.npy"
    subprocess.run([program(), "pixels", str(path), "--output", str(target)], check=True, timeout=120)
    return numpy.load(target)
