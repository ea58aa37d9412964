"""Code systems from the command line and over HTTP: loaded, searched, compared, and never half there."""

import json
import os
import pathlib
import subprocess
import sys
import time

import pytest
import requests

from running import ROOT, Server

GENERATOR = ROOT.parent / "shared" / "tools" / "gen_rf2.py"
TREE = [
    {"value": "Heart", "alias": "H", "children": [{"value": "Infarction", "alias": "H1"}, {"value": "Failure", "alias": "H2"}]},
    {"value": "Lung", "alias": "L", "children": [{"value": "Pneumonia", "alias": "L1"}, {"value": "Asthma", "alias": "L2"}]},
]


def generated(folder, *arguments):
    """A small release of SNOMED CT that was made up."""
    if not GENERATOR.exists():
        pytest.skip("the generator of releases, shared/tools/gen_rf2.py, is not at hand")
    subprocess.run([sys.executable, str(GENERATOR), str(folder), *arguments], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return generated(tmp_path_factory.mktemp("rf2") / "release", "--concepts", "3000", "--zip")


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rf2") / "later"
    return generated(folder, "--concepts", "3000", "--version", "20260701", "--drift", "0.05")


@pytest.fixture
def tree(tmp_path):
    path = tmp_path / "wards.json"
    path.write_text(json.dumps(TREE))
    return path


class House:
    """A data folder and the commands on it."""

    def __init__(self, folder, store):
        self.folder = folder
        self.store = store
        self.server = Server(folder, "--no-demo", environment=store)

    def run(self, *arguments, expect=0):
        environment = dict(os.environ, **{name: value for name, value in self.store.items() if value is not None})
        command = [self.server.binary, "terminology", arguments[0], "--data", str(self.folder), *map(str, arguments[1:])]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
        assert done.returncode == expect, f"{command}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        return done

    def upload(self, path, expect=201, **fields):
        with open(path, "rb") as file:
            answer = self.server.api("POST", "/api/terminology/releases", expect, files={"file": (path.name, file)}, data=fields)
        return answer.json().get("job")

    def finish(self, job, within=120):
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            state = self.server.api("GET", f"/api/jobs/{job}", 200).json()
            if state["state"] not in ("queued", "running"):
                return state
            time.sleep(0.05)
        raise AssertionError(f"job {job} does not end: {state}")

    def files(self):
        shelf = self.folder / "terminology"
        return sorted(str(path.relative_to(shelf)) for path in shelf.rglob("*") if path.is_file())


@pytest.fixture
def house(new_store, tmp_path):
    house = House(tmp_path / "data", new_store)
    house.server.start()
    yield house
    house.server.stop()


def test_the_commands_work_without_a_server_and_with_one(house, tree):
    house.server.stop()
    loaded = house.run("load", tree, "--key", "wards", "--title", "Wards", "--version", "1")
    assert "wards@1" in loaded.stdout
    assert "wards@1" in house.run("list").stdout
    assert "Asthma" in house.run("search", "asth").stdout
    assert "L2" in house.run("lookup", "L2").stdout
    assert house.run("ecl", "<< H", "--system", "wards", "--count").stdout.strip() == "3"
    assert "sound" in house.run("verify").stdout
    house.server = Server(house.folder, "--no-demo", environment=house.store).start()
    found = house.server.api("GET", "/api/terminology/search?q=asth", 200).json()
    assert found["groups"][0]["items"][0]["code"] == "L2"
    # What the command loads while the server runs, the server finds by itself.
    house.run("load", tree, "--key", "other", "--title", "Other", "--version", "1")
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        keys = {r["key"] for r in house.server.api("GET", "/api/terminology/releases", 200).json()["releases"]}
        if "other" in keys:
            return
        time.sleep(0.1)
    raise AssertionError("the server does not notice what was loaded")


def test_wrong_words_end_with_a_code_and_a_place(house, tree):
    house.run("load", tree, "--key", "wards", "--version", "1")
    house.run("search", "nothingofthekind", expect=1)
    house.run("lookup", "NONE", expect=64)
    wrong = house.run("ecl", "<< (H", "--system", "wards", expect=1)
    assert "^" in wrong.stderr and "column" in wrong.stderr
    broken = tree.with_name("broken.json")
    broken.write_text('[{"value": "A", "alias": "X"},\n {"value": "B", "alias": "X"}]')
    failed = house.run("load", broken, "--key", "wards", "--version", "2", expect=1)
    assert "broken.json" in failed.stderr and "Nothing was loaded" in failed.stderr
    assert "wards@2" not in house.run("list").stdout


def test_a_release_of_snomed_ct_is_uploaded_and_asked(house, release):
    archive = release.with_suffix(".zip")
    state = house.finish(house.upload(archive))
    assert state["state"] == "completed", state
    listed = house.server.api("GET", "/api/terminology/releases", 200).json()["releases"][0]
    assert listed["key"] == "snomed" and listed["state"] == "ready" and listed["concepts"] > 3000
    assert listed["licence"]["title"] and listed["sources"]
    assert house.files() == [name for name in house.files() if name.endswith(".vxt")]
    found = house.server.api("GET", "/api/terminology/search?q=fracture&system=snomed", 200).json()["groups"][0]
    assert found["items"] and all(item["active"] for item in found["items"])
    code = found["items"][0]["code"]
    concept = house.server.api("GET", f"/api/terminology/concept?system=snomed&code={code}", 200).json()
    assert concept["code"] == code and concept["parents"] and concept["fsn"].endswith(")")
    top = house.server.api("GET", "/api/terminology/children?system=snomed", 200).json()
    assert [item["code"] for item in top["items"]] == ["138875005"]
    answer = house.server.api(
        "POST", "/api/terminology/ecl", 200, json={"system": "snomed", "expression": "<< 404684003", "limit": 1}
    ).json()
    assert answer["total"] > 100 and answer["normalised"] == "<< 404684003"
    assert house.run("search", "fracture", "--system", "snomed", "--ecl", "<< 404684003").stdout


def test_a_broken_archive_leaves_what_was_served(house, release, tmp_path):
    house.finish(house.upload(release.with_suffix(".zip")))
    before = house.files()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(release.with_suffix(".zip").read_bytes()[:200_000])
    state = house.finish(house.upload(cut))
    assert state["state"] == "failed"
    assert state["error"]["problems"][0]["file"] and state["error"]["problems"][0]["reason"]
    assert house.files() == before
    assert house.server.api("GET", "/api/terminology/search?q=fracture", 200).json()["groups"][0]["items"]


def children_of(process):
    """The processes that a process has started."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "stat").read_text().rsplit(")", 1)[1].split()[1] == str(process):
                found.append(int(entry.name))
        except (OSError, IndexError):
            continue
    return found


@pytest.fixture(scope="module")
def larger(tmp_path_factory):
    return generated(tmp_path_factory.mktemp("rf2") / "larger", "--concepts", "60000", "--zip").with_suffix(".zip")


def wait_for_child(house):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if children := children_of(house.server.process.pid):
            return children
        time.sleep(0.005)
    raise AssertionError("no process was started for the release")


def test_a_load_that_is_called_off_ends_its_process(house, larger):
    job = house.upload(larger)
    children = wait_for_child(house)
    house.server.api("POST", f"/api/jobs/{job}/cancel", 200)
    state = house.finish(job, within=30)
    assert state["state"] in ("cancelled", "completed")
    if state["state"] == "completed":
        pytest.skip("the machine was faster than the request to stop")
    assert not any(pathlib.Path(f"/proc/{child}/exe").exists() for child in children)
    assert house.files() == []
    assert house.server.api("GET", "/api/terminology/releases", 200).json() == {"releases": [], "loading": []}


def test_a_killed_server_goes_on_with_its_load(house, larger):
    job = house.upload(larger)
    wait_for_child(house)
    house.server.stop(kill=True)
    house.server = Server(house.folder, "--no-demo", environment=house.store).start()
    # The claim of the one that was killed runs out after half a minute.
    state = house.finish(job, within=150)
    assert state["state"] == "completed", state
    assert len(house.files()) == 1, house.files()


def test_labels_are_taken_to_another_version(house, release, later):
    house.finish(house.upload(release.with_suffix(".zip")))
    house.run("load", later)
    releases = house.server.api("GET", "/api/terminology/releases", 200).json()["releases"]
    new, old = sorted((r["version"] for r in releases), reverse=True)

    def answer(version, expression):
        body = {"system": f"snomed@{version}", "expression": expression, "limit": 1000}
        return {item["code"] for item in house.server.api("POST", "/api/terminology/ecl", 200, json=body).json()["items"]}

    # Concepts that are in use in the old version and not in the new one any more.
    was = set()
    for code in answer(old, "<< 404684003 {{ C active = 1 }}"):
        was.add(code)
    gone = []
    for code in sorted(was):
        concept = house.server.api("GET", f"/api/terminology/concept?system=snomed@{new}&code={code}").json()
        if concept.get("active") is False and concept["history"]:
            gone.append(code)
        if len(gone) == 3:
            break
    assert gone, "the later release retires nothing that was found"
    config = (
        '<View><Text name="t" value="$t"/><Taxonomy name="dx" toName="t" '
        f'terminology="snomed@{old}" ecl="&lt;&lt; 404684003"/></View>'
    )
    made = house.server.api("POST", "/api/projects/", 201, json={"title": "Codes", "label_config": config}).json()["id"]
    for code in gone:
        path = house.server.api("GET", f"/api/terminology/path?system=snomed@{old}&code={code}&ecl=%3C%3C%20404684003", 200).json()["path"]
        result = [
            {
                "from_name": "dx", "to_name": "t", "type": "taxonomy",
                "value": {"taxonomy": [[step["code"] for step in path]]},
                "meta": {"med": {"codes": [{"system": "http://snomed.info/sct", "code": code, "key": "snomed", "display": "x"}]}},
            }
        ]
        task = house.server.api("POST", "/api/tasks/", 201, json={"project": made, "data": {"t": "note"}}).json()["id"]
        house.server.api("POST", f"/api/tasks/{task}/annotations/", 201, json={"result": result})
    wish = {"control": "dx", "system": "snomed", "from": old, "to": new}
    job = house.server.api("POST", f"/api/projects/{made}/codes/version", 201, json=wish).json()["job"]
    assert house.finish(job)["state"] == "completed"
    report = house.server.api("GET", f"/api/projects/{made}/codes/version", 200).json()["report"]
    changes = {change["code"]: change for change in report["changes"]}
    assert set(changes) == set(gone) and all(change["change"] == "inactive" for change in changes.values())
    replacements = [
        {"code": code, "to": change["proposals"][0]["code"]} for code, change in changes.items() if change["proposals"]
    ]
    if not replacements:
        pytest.skip("no retired concept of this release has a successor in use")
    job = house.server.api(
        "POST", f"/api/projects/{made}/codes/version/apply", 201, json=dict(wish, replacements=replacements)
    ).json()["job"]
    assert house.finish(job)["result"]["labels"] == len(replacements)
    used = {item["code"] for item in house.server.api("GET", f"/api/projects/{made}/codes", 200).json()["recent"]}
    assert used.isdisjoint({one["code"] for one in replacements})


def test_a_key_press_costs_little(house, release):
    """Not the figure that is promised, which a quiet machine and a release build are for: only that nothing is wrong with it."""
    house.finish(house.upload(release.with_suffix(".zip")))
    session = requests.Session()
    session.headers.update(house.server.headers)
    times = []
    for text in ["fr", "fra", "frac", "fract", "fracture of", "acute in", "ch"] * 20:
        start = time.perf_counter()
        answer = session.get(house.server.url + "/api/terminology/search", params={"q": text, "system": "snomed"})
        times.append(time.perf_counter() - start)
        assert answer.ok
    times.sort()
    assert times[len(times) // 2] < 0.1, f"median {times[len(times) // 2] * 1000:.1f} ms"
