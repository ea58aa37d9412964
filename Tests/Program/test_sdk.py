"""label-studio-sdk, unmodified, against Vesalius: what its users do first."""

import io
import json
import zipfile

import pytest
from label_studio_sdk import LabelStudio
from label_studio_sdk.core.api_error import ApiError

from running import OWNER

NOTES = """<View><Labels name="label" toName="text"><Label value="Problem"/><Label value="Drug"/></Labels>
<Text name="text" value="$text"/></View>"""
IMAGES = """<View><Image name="image" value="$image"/>
<RectangleLabels name="box" toName="image"><Label value="Nodule"/></RectangleLabels></View>"""


@pytest.fixture(scope="module")
def ls(server):
    return LabelStudio(base_url=server.url, api_key=OWNER["token"])


@pytest.fixture
def project(ls):
    made = ls.projects.create(title="SDK notes", label_config=NOTES)
    yield made
    ls.projects.delete(id=made.id)


def span(start, end, text, label):
    return {
        "id": f"r{start:09d}", "from_name": "label", "to_name": "text", "type": "labels",
        "value": {"start": start, "end": end, "text": text, "labels": [label]},
    }


def test_whoami_and_version(ls):
    assert ls.users.whoami().email == OWNER["email"]
    assert ls.versions.get().edition == "Community"


def test_a_personal_access_token_signs_in(ls, server):
    token = ls.tokens.create().token
    other = LabelStudio(base_url=server.url, api_key=token)
    assert other.users.whoami().email == OWNER["email"]
    assert any(entry.token == ".".join(token.split(".")[:2]) for entry in ls.tokens.list())


def test_projects_are_made_changed_listed_and_deleted(ls):
    project = ls.projects.create(title="Made by SDK", label_config=NOTES, description="first")
    assert project.parsed_label_config["label"]["labels"] == ["Problem", "Drug"]
    ls.projects.update(id=project.id, description="second", maximum_annotations=2)
    again = ls.projects.get(id=project.id)
    assert (again.description, again.maximum_annotations) == ("second", 2)
    assert project.id in [found.id for found in ls.projects.list()]
    ls.projects.delete(id=project.id)
    with pytest.raises(ApiError) as error:
        ls.projects.get(id=project.id)
    assert error.value.status_code == 404


def test_a_broken_config_is_refused_with_a_reason(ls):
    with pytest.raises(ApiError) as error:
        ls.projects.create(title="Broken", label_config="<View><Labels name='a' toName='nowhere'></View>")
    assert error.value.status_code == 400
    assert "label_config" in json.dumps(error.value.body)


def test_import_list_annotate_predict_update_delete(ls, project):
    ls.projects.import_tasks(
        id=project.id, request=[{"text": f"Patient {number} took aspirin."} for number in range(250)]
    )
    tasks = list(ls.tasks.list(project=project.id, page_size=100))
    assert len(tasks) == 250
    assert tasks[0].data["text"] == "Patient 0 took aspirin."
    task = tasks[0].id

    result = [span(0, 7, "Patient", "Problem"), span(15, 22, "aspirin", "Drug")]
    annotation = ls.annotations.create(id=task, result=result, lead_time=3.5)
    assert annotation.result == result
    assert ls.tasks.get(id=task).is_labeled
    ls.annotations.update(id=annotation.id, result=result[:1])
    assert ls.annotations.get(id=annotation.id).result == result[:1]
    assert [found.id for found in ls.annotations.list(id=task)] == [annotation.id]

    prediction = ls.predictions.create(task=task, result=result, score=0.87, model_version="rules-1")
    assert prediction.score == 0.87
    assert [found.model_version for found in ls.predictions.list(task=task)] == ["rules-1"]

    ls.annotations.delete(id=annotation.id)
    assert not ls.tasks.get(id=task).is_labeled
    ls.tasks.update(id=task, data={"text": "Patient 0 took nothing."})
    assert ls.tasks.get(id=task).data["text"] == "Patient 0 took nothing."
    ls.tasks.delete(id=task)
    assert len(list(ls.tasks.list(project=project.id))) == 249


def test_import_with_annotations_and_predictions(ls, project):
    item = {
        "data": {"text": "aspirin 300 mg"},
        "annotations": [{"result": [span(0, 7, "aspirin", "Drug")]}],
        "predictions": [{"result": [span(0, 7, "aspirin", "Drug")], "score": 0.5, "model_version": "m"}],
    }
    answer = ls.projects.import_tasks(id=project.id, request=[item], return_task_ids=True)
    assert (answer.task_count, answer.annotation_count, answer.prediction_count) == (1, 1, 1)
    task = ls.tasks.get(id=answer.task_ids[0])
    assert task.annotations[0]["result"] == item["annotations"][0]["result"]
    assert task.predictions[0]["model_version"] == "m" if isinstance(task.predictions[0], dict) else True


@pytest.mark.parametrize("form", ["JSON", "JSON_MIN", "CSV", "TSV", "CONLL2003"])
def test_notes_are_exported(ls, project, form):
    ls.projects.import_tasks(id=project.id, request=[{"text": "Patient took aspirin."}])
    task = next(iter(ls.tasks.list(project=project.id)))
    ls.annotations.create(id=task.id, result=[span(13, 20, "aspirin", "Drug")])
    content = b"".join(ls.projects.exports.download_sync(id=project.id, export_type=form))
    if form == "JSON":
        assert json.loads(content)[0]["annotations"][0]["result"][0]["value"]["labels"] == ["Drug"]
    elif form == "JSON_MIN":
        assert json.loads(content)[0]["label"][0]["labels"] == ["Drug"]
    else:
        assert b"aspirin" in content


@pytest.mark.parametrize("form", ["COCO", "VOC", "YOLO"])
def test_boxes_are_exported(ls, form):
    project = ls.projects.create(title="SDK boxes", label_config=IMAGES)
    ls.projects.import_tasks(id=project.id, request=[{"image": "https://example.org/a.png"}])
    task = next(iter(ls.tasks.list(project=project.id)))
    box = {
        "id": "box0000001", "from_name": "box", "to_name": "image", "type": "rectanglelabels",
        "original_width": 200, "original_height": 100, "image_rotation": 0,
        "value": {"x": 10, "y": 20, "width": 30, "height": 40, "rotation": 0, "rectanglelabels": ["Nodule"]},
    }
    ls.annotations.create(id=task.id, result=[box])
    content = b"".join(ls.projects.exports.download_sync(id=project.id, export_type=form))
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    if form == "COCO":
        coco = json.loads(zipfile.ZipFile(io.BytesIO(content)).read("result.json"))
        assert coco["annotations"][0]["bbox"] == pytest.approx([20, 20, 60, 40])
    assert names
    ls.projects.delete(id=project.id)
