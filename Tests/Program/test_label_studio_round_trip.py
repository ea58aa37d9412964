"""What Vesalius exports, Label Studio opens; what Label Studio exports, Vesalius opens: every `result` stays equal."""

import os
import signal

import pytest
import requests

import label_studio
from running import OWNER

CONFIG = """<View>
  <Labels name="span" toName="text"><Label value="Problem"/><Label value="Drug" alias="rx"/></Labels>
  <Relations><Relation value="treats"/></Relations>
  <Text name="text" value="$text"/>
  <Image name="image" value="$image"/>
  <RectangleLabels name="box" toName="image"><Label value="Nodule"/></RectangleLabels>
  <BrushLabels name="mask" toName="image"><Label value="Lung"/></BrushLabels>
  <Choices name="grade" toName="text" choice="single"><Choice value="mild"/><Choice value="severe"/></Choices>
  <Taxonomy name="code" toName="text"><Choice value="I"><Choice value="I21"/></Choice></Taxonomy>
  <TextArea name="why" toName="text" perRegion="true"/>
  <Number name="dose" toName="text" perRegion="true"/>
</View>"""
PICTURE = {"original_width": 64, "original_height": 32, "image_rotation": 0}
RESULT = [
    {"id": "span000001", "from_name": "span", "to_name": "text", "type": "labels", "origin": "manual",
     "value": {"start": 0, "end": 7, "text": "aspirin", "labels": ["rx"]}},
    {"id": "span000001", "from_name": "dose", "to_name": "text", "type": "number", "origin": "manual",
     "value": {"start": 0, "end": 7, "text": "aspirin", "number": 300}},
    {"id": "span000002", "from_name": "span", "to_name": "text", "type": "labels", "origin": "manual",
     "meta": {"text": ["sure"]}, "value": {"start": 12, "end": 16, "text": "pain", "labels": ["Problem"]}},
    {"from_id": "span000001", "to_id": "span000002", "type": "relation", "direction": "right", "labels": ["treats"]},
    {"id": "box0000001", "from_name": "box", "to_name": "image", "type": "rectanglelabels", "origin": "manual", **PICTURE,
     "value": {"x": 1.5, "y": 2.25, "width": 30.125, "height": 40, "rotation": 12.5, "rectanglelabels": ["Nodule"]}},
    {"id": "mask000001", "from_name": "mask", "to_name": "image", "type": "brushlabels", "origin": "manual", **PICTURE,
     "value": {"format": "rle", "rle": [0, 0, 32, 0, 57, 11, 255, 128], "brushlabels": ["Lung"]}},
    {"id": "grade00001", "from_name": "grade", "to_name": "text", "type": "choices", "origin": "manual",
     "value": {"choices": ["mild"]}},
    {"id": "code000001", "from_name": "code", "to_name": "text", "type": "taxonomy", "origin": "manual",
     "value": {"taxonomy": [["I", "I21"]]}},
    {"id": "invented01", "from_name": "span", "to_name": "text", "type": "volumemask", "value": {"slices": [1, 2.50]}},
]


@pytest.fixture(scope="module")
def peer(tmp_path_factory):
    process, url = label_studio.start(tmp_path_factory.mktemp("peer"))
    yield url
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=30)


def call(url, method, path, **options):
    answer = requests.request(method, url + path, headers={"Authorization": f"Token {OWNER['token']}"}, timeout=120, **options)
    assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:1000]}"
    return answer.json()


def new_project(url):
    return call(url, "POST", "/api/projects/", json={"title": "Round trip", "label_config": CONFIG})["id"]


def test_both_ways(server, peer):
    data = {"text": "aspirin for pain", "image": "https://example.org/x.png"}
    ours, theirs = new_project(server.url), new_project(peer)
    call(server.url, "POST", f"/api/projects/{ours}/import", json=[data])
    task = call(server.url, "GET", f"/api/tasks/?project={ours}")["tasks"][0]["id"]
    call(server.url, "POST", f"/api/tasks/{task}/annotations/", json={"result": RESULT})

    exported = call(server.url, "GET", f"/api/projects/{ours}/export?exportType=JSON")
    assert exported[0]["annotations"][0]["result"] == RESULT
    call(peer, "POST", f"/api/projects/{theirs}/import", json=exported)
    back = call(peer, "GET", f"/api/projects/{theirs}/export?exportType=JSON")
    assert back[0]["annotations"][0]["result"] == RESULT
    assert back[0]["data"] == data

    again = new_project(server.url)
    call(server.url, "POST", f"/api/projects/{again}/import", json=back)
    twice = call(server.url, "GET", f"/api/projects/{again}/export?exportType=JSON")
    assert twice[0]["annotations"][0]["result"] == RESULT


def test_parsed_label_config_is_equal(server, peer):
    def parsed(url):
        return call(url, "GET", f"/api/projects/{new_project(url)}")["parsed_label_config"]

    assert parsed(server.url) == parsed(peer)
