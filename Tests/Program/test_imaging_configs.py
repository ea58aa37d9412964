"""Configs of the imaging templates, and long spellings once they are carried, open in Label Studio: its SDK and its server's own check say so."""

import json
import os
import pathlib
import re
import subprocess

import pytest

from running import ROOT

interface = pytest.importorskip("label_studio_sdk.label_interface")
TEMPLATES = ROOT / "Sources/WebApp/public/templates"
LONG = ROOT / "Tests/Fixtures/configs/imaging.carrier.json"
MEDICAL = sorted(path.stem for path in TEMPLATES.glob("*.xml") if "medical=" in path.read_text(encoding="utf-8"))


def written(node):
    """The fixture's tree as XML, with the names of Label Studio's attributes as it writes them."""
    names = {"toname": "toName", "valuelist": "valueList"}
    attributes = "".join(f' {names.get(key, key)}="{value}"' for key, value in node["attributes"].items())
    return f"<{node['tag']}{attributes}>{''.join(map(written, node['children']))}</{node['tag']}>"


def carried():
    """The carried form of the long spellings, without the signal tags that are no part of this."""
    root = json.loads(LONG.read_text())
    root["children"] = [child for child in root["children"] if child["tag"] not in ("Waveform", "Measure")]
    return written(root)


CONFIGS = {name: (TEMPLATES / f"{name}.xml").read_text(encoding="utf-8") for name in MEDICAL} | {"long spellings": carried()}
# Every tag of Label Studio's editor that these configs may use; one it does not know keeps it from opening.
KNOWN = {"View", "Header", "Image", "BrushLabels", "PolygonLabels", "RectangleLabels", "KeyPointLabels", "EllipseLabels", "Label", "Choices", "Choice",
         "Number", "Rating", "TextArea"}


def test_there_are_templates():
    assert {"lung-nodules", "brain-tumour-regions", "chest-xray-findings", "retinopathy-grading", "mammography-birads", "mitoses-and-tils", "ct-organs-recist"} <= set(MEDICAL)


@pytest.mark.parametrize("name", CONFIGS)
def test_the_sdk_takes_it(name):
    config = interface.LabelInterface(CONFIGS[name])
    config.validate()
    assert set(re.findall(r"<([A-Z]\w*)", CONFIGS[name])) <= KNOWN


@pytest.mark.parametrize("name", CONFIGS)
def test_the_server_takes_it(name):
    home = pathlib.Path(os.environ.get("VESALIUS_LABEL_STUDIO") or ROOT / ".venv/label-studio")
    python = home / "bin/python"
    if not python.exists():
        pytest.skip(f"Label Studio is not installed in {home}")
    check = "import sys; from label_studio.core.label_config import validate_label_config; validate_label_config(sys.stdin.read())"
    setting = {"DJANGO_SETTINGS_MODULE": "label_studio.core.settings.label_studio", "COLLECT_ANALYTICS": "0"}
    done = subprocess.run([str(python), "-c", "import django; django.setup();" + check], input=CONFIGS[name], env=dict(os.environ, **setting), capture_output=True, text=True)
    if "No module named 'core'" in done.stderr:
        # Its settings are looked for beside its modules.
        import glob

        (site,) = glob.glob(str(home / "lib/python*/site-packages/label_studio"))
        setting |= {"DJANGO_SETTINGS_MODULE": "core.settings.label_studio", "PYTHONPATH": site}
        done = subprocess.run([str(python), "-c", "import django; django.setup();" + check.replace("label_studio.core", "core")], input=CONFIGS[name], env=dict(os.environ, **setting), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-1500:]
