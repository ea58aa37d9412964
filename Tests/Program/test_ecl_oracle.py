"""Thousands of random expression constraints: what the program answers is what brute force over the release's files finds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ecl_oracle import Expressions, Release
from running import Server

GENERATOR = Path(os.environ.get("VESALIUS_TEST_TOOLS", Path(__file__).resolve().parents[3] / "shared" / "tools")) / "gen_rf2.py"
EXPRESSIONS = int(os.environ.get("VESALIUS_ECL_EXPRESSIONS", "3000"))


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    if not GENERATOR.exists():
        pytest.skip(f"the generator of synthetic releases is not here: {GENERATOR}")
    folder = tmp_path_factory.mktemp("release") / "rf2"
    subprocess.run([sys.executable, GENERATOR, folder, "--concepts", "3000", "--seed", "11"], check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.fixture(scope="module")
def loaded(release, tmp_path_factory):
    data = tmp_path_factory.mktemp("terminology") / "data"
    running = Server(data, "--no-demo").start()
    try:
        running.command("terminology", "load", str(release))
        yield running
    finally:
        running.stop()


def ask(server, expression):
    found, offset = set(), 0
    while True:
        page = server.api("POST", "/api/terminology/ecl", expect=200, json={
            "system": "snomed", "expression": expression, "limit": 10_000, "offset": offset}).json()
        found |= {int(item["code"]) for item in page["items"]}
        offset += len(page["items"])
        if offset >= page["total"] or not page["items"]:
            return found


def test_random_expressions_answer_the_same_sets(loaded, release):
    oracle = Expressions(Release(release), seed=5)
    wrong = []
    for _ in range(EXPRESSIONS):
        expression, expected = oracle.expression(2)
        found = ask(loaded, expression)
        if found != expected:
            wrong.append((expression, sorted(found - expected)[:3], sorted(expected - found)[:3]))
    assert not wrong, f"{len(wrong)} of {EXPRESSIONS}; the shortest: {min(wrong, key=lambda w: len(w[0]))}"


@pytest.mark.parametrize("expression,position", [
    ("", 0), ("<", 1), ("< ", 2), ("<< 404684003 AND", 16), ("404684003 |Finding", 18), ("404684004", 0), ("12345", 0),
    ("<<< 404684003", 2), ("< 404684003 AND < 71388002 OR < 123037004", 27), ("< 404684003 MINUS < 71388002 MINUS < 123037004", 29),
    ("( < 404684003", 13), ("< 404684003 )", 12), ("< 404684003 : ", 14), ("< 404684003 : [2..1] 363698007 = *", 15),
    ("< 404684003 : { 363698007 = * ", 30), ("* {{ term = \"heart }}", 21), ("* {{ X term = \"a\" }}", 5),
])
def test_an_error_stands_at_its_character(loaded, expression, position):
    answer = loaded.api("POST", "/api/terminology/ecl", expect=400, json={"system": "snomed", "expression": expression}).json()
    assert answer["position"] == position, answer
