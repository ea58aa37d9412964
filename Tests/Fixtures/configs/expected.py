"""Writes the expected tree of each config beside it, as README.md describes, with Python's own XML parser."""

import json
import pathlib
import xml.etree.ElementTree as ElementTree


def tree(element):
    text = (element.text or "") + "".join(child.tail or "" for child in element)
    node = {
        "tag": element.tag,
        "attributes": {name.lower(): value for name, value in element.attrib.items()},
        "children": [tree(child) for child in element],
    }
    if text.strip(" \t\r\n"):
        node["text"] = text.strip(" \t\r\n")
    return node


for path in sorted(pathlib.Path(__file__).parent.glob("*.xml")):
    root = ElementTree.fromstring(path.read_bytes())
    path.with_suffix(".json").write_text(json.dumps(tree(root), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
