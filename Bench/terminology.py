"""Finding a concept as one types, beside SQLite's FTS5 at its best tuning, on the same release in the same run.

    Bench/terminology.py RELEASE [--queries 2500] [--compared 3000] [--keep FOLDER] [--no-server]

RELEASE is a folder or ZIP of RF2, a real one or a made-up one in its layout. The program loads it, types the beginnings of words of its
own names letter by letter, and prints how long each keystroke takes the processor. FTS5 gets the same words of the same names, rows in
the order of an answer, prefix indexes for up to four letters and neither positions nor texts, and every list it finds must be ours.
Times are of the processor, so that neighbours on the machine do not count; figures beyond a limit are marked.
"""

import argparse
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from load import Client
from peers import ROOT, TOKEN, Vesalius

PROGRAM = os.environ.get("VESALIUS_BINARY") or ROOT / ".build/release/vesalius"
FINDING = "404684003"
LIMIT = 20
# Candidates past the limit among which an exact name may come first.
MORE = 12
PASSED_OVER = {"of", "in", "the", "and", "by", "with", "to", "caused", "using", "1", "each"}
FREQUENT = (
    "of disorder structure right left bilateral product procedure gland inner artery nerve organism substance containing "
    "precisely release s a c p d in co pr ex hi vein joint fracture chronic acute severe open m e t l"
).split()
failures = []


def load(release, folder):
    """Builds the index; returns its path."""
    start = time.monotonic()
    process = subprocess.Popen(
        [PROGRAM, "terminology", "build", "--source", release, "--output", folder], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit("the release was not loaded")
    index = max(Path(folder).glob("*.vxt"), key=lambda path: path.stat().st_size)
    row("load, CPU seconds", used.ru_utime + used.ru_stime, 8, f"{time.monotonic() - start:.1f} s on the clock")
    row("load, peak MB", used.ru_maxrss / 1024, 1200)
    row("index, MB", index.stat().st_size / 1e6, 160)
    return index


def row(name, value, limit=None, note=""):
    mark = "" if limit is None else f"  ≤ {limit:g}" if value <= limit else f"  BEYOND {limit:g}"
    if "BEYOND" in mark:
        failures.append(name)
    print(f"{name:<46}{value:>12.1f}{mark:<16}{note}", flush=True)


def keystrokes(names, count, rng):
    """One to four words of a name, a third of the time in another order, each letter a query."""
    typed = []
    for _ in range(count):
        words = [word for word in rng.choice(names).split("\t")[2].split() if word not in PASSED_OVER]
        if rng.random() < 0.3:
            rng.shuffle(words)
        done = []
        for word in words[: rng.randint(1, 4)]:
            reach = min(len(word), rng.randint(2, 7))
            typed += [" ".join([*done, word[:length]]) for length in range(1, reach + 1)]
            done.append(word[:reach])
    return typed


def adversarial(rng):
    """Pairs and triples of the commonest beginnings, many of which share nothing."""
    pairs = [f"{left} {right}" for left in FREQUENT for right in FREQUENT if left != right]
    return pairs + [" ".join(rng.sample(FREQUENT, 3)) for _ in range(1500)]


def misspelt(names, count, rng):
    """A longer word of a name with one letter wrong, missing, too many, or two swapped."""
    typed = []
    while len(typed) < count:
        words = [word for word in rng.choice(names).split("\t")[2].split() if 6 <= len(word) <= 20 and word.isascii()]
        if not words:
            continue
        letters = list(rng.choice(words))
        place = rng.randrange(1, len(letters) - 1)
        kind = rng.randrange(4)
        if kind == 0:
            letters[place] = rng.choice("aeiorstln")
        elif kind == 1:
            del letters[place]
        elif kind == 2:
            letters.insert(place, rng.choice("aeiorstln"))
        else:
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
        typed.append("".join(letters))
    return typed


def measure(index, queries, *options):
    """What the program finds and how long each query takes; the last line is about the index."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(queries))
        file.flush()
        lines = subprocess.run(
            [PROGRAM, "terminology", "measure", index, "--queries", file.name, "--limit", str(LIMIT), *options],
            check=True, capture_output=True, text=True).stdout.splitlines()
    return [json.loads(line) for line in lines[:-1]], json.loads(lines[-1])


def spread(name, times, limits=(None, None)):
    times = sorted(times)

    def at(share):
        return times[min(len(times) - 1, int(len(times) * share))]

    row(f"{name}, p99 µs", at(0.99), limits[0], f"p50 {at(0.5):.1f} · p95 {at(0.95):.1f} · mean {sum(times) / len(times):.1f}")
    row(f"{name}, p99.9 µs", at(0.999), limits[1], f"most {times[-1]:.1f} of {len(times)}")
    return at(0.5), at(0.99)


class FTS5:
    """The same names in SQLite, a row each in the order of an answer."""

    def __init__(self, names, path):
        start = time.process_time()
        self.database = sqlite3.connect(path)
        self.database.executescript("pragma journal_mode=off; pragma synchronous=off;")
        self.database.execute(
            "create virtual table name using fts5(words, content='', detail=none, prefix='1 2 3 4', "
            "tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")")
        self.database.executemany(
            "insert into name(rowid, words) values(?, ?)",
            ((number + 1, line.split("\t")[2].replace(".", "_")) for number, line in enumerate(names)))
        self.database.commit()
        self.database.execute("insert into name(name) values('optimize')")
        self.database.commit()
        self.database.executescript("pragma mmap_size=2000000000; pragma cache_size=-200000;")
        self.seconds = time.process_time() - start
        self.megabytes = os.path.getsize(path) / 1e6
        self.names = names

    def find(self, words):
        """The rows found first and the microseconds they took."""
        match = " AND ".join('"%s"*' % word.replace(".", "_") for word in words)
        start = time.thread_time()
        rows = self.database.execute(
            "select rowid from name where name match ? order by rowid limit 60", (match,)).fetchall()
        took = (time.thread_time() - start) * 1e6
        if len(rows) == 60:
            rows = self.database.execute("select rowid from name where name match ? order by rowid limit 4000", (match,)).fetchall()
        return [number - 1 for (number,) in rows], took

    def answer(self, words):
        """The codes of the answer: each concept once, exact names first, else as the rows are."""
        rows, took = self.find(words)
        found = {}
        for number in rows:
            code, written, all_words = self.names[number].split("\t")
            exact = int(written) == len(words) and set(words) <= set(all_words.split())
            if code in found or exact or len(found) < LIMIT + MORE:
                found[code] = found.get(code, False) or exact
        return sorted(found, key=lambda code: not found[code])[:LIMIT], took


def compare(name, rows, fts, count, rng):
    sample = rng.sample(rows, min(count, len(rows)))
    times, differing = [], []
    for ours in sample:
        codes, took = fts.answer(ours["words"]) if ours["words"] else ([], 0)
        times.append(took)
        if codes != ours["codes"]:
            differing.append(ours["text"])
    p50, p99 = spread(f"FTS5, {name}", times)
    row(f"{name}: lists that differ", len(differing), 0, f"of {len(sample)}" + (f", as “{differing[0]}”" if differing else ""))
    return p50, p99


def served(release, keys, folder):
    """The same keystrokes over HTTP on one kept connection, and refinements; on the clock, as people wait for it."""
    server = Vesalius(folder)
    server.start()
    try:
        subprocess.run([PROGRAM, "terminology", "load", release, "--data", server.folder], check=True, stdout=subprocess.DEVNULL)
        client = Client(server.port, TOKEN)
        while not client.call("GET", "/api/terminology/releases")["releases"]:
            time.sleep(0.2)
        times = []
        for number, text in enumerate(keys[:6000]):
            start = time.perf_counter()
            client.call("GET", f"/api/terminology/search?system=snomed&limit={LIMIT}&q={quote(text)}")
            if number >= 500:
                times.append((time.perf_counter() - start) * 1e6)
        spread("over HTTP", times, (2500, None))
        sites = client.call("POST", "/api/terminology/ecl", {"system": "snomed", "expression": "< 123037004", "limit": 400})["items"]
        times = []
        for site in sites:
            text = f"< 64572001 : 363698007 = << {site['code']}"
            times.append(client.call("POST", "/api/terminology/ecl", {"system": "snomed", "expression": text, "limit": 1})["took_us"])
        if times:
            spread("refinement, as the server says", times, (500, None))
        row("server with the release, resident MB", server.memory())
    finally:
        server.stop()


def ratio(name, ours, theirs):
    print(f"{name:<46}{theirs[0] / max(ours[0], 0.1):>11.1f}×  at p99 {theirs[1] / max(ours[1], 0.1):.0f}×")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release")
    parser.add_argument("--queries", type=int, default=2500)
    parser.add_argument("--compared", type=int, default=3000)
    parser.add_argument("--keep")
    parser.add_argument("--no-server", action="store_true")
    arguments = parser.parse_args()
    folder = arguments.keep or tempfile.mkdtemp(prefix="vesalius-terms-")
    Path(folder).mkdir(exist_ok=True)
    rng = random.Random(7)
    try:
        index = load(arguments.release, folder)
        names = subprocess.run(
            [PROGRAM, "terminology", "measure", index, "--names"], check=True, capture_output=True, text=True
        ).stdout.splitlines()
        print(f"{len(names)} names are found by typing")
        keys, pairs = keystrokes(names, arguments.queries, rng), adversarial(rng)
        rows, about = measure(index, keys)
        row("open, ms", about["open_ms"], 20)
        times = [one["us"] for one in rows]
        mine = spread("keystrokes", times, (200, 600))
        row("queries a second and core, thousands short", max(0, 15 - 1e3 * len(times) / sum(times)), 0, f"{1e6 * len(times) / sum(times):.0f} a second")
        hard, about = measure(index, pairs)
        mine_hard = spread("adversarial", [one["us"] for one in hard], (200, 600))
        row("resident, MB", about["resident_kb"] / 1024, 150)
        spread("keystrokes, all readings", [one["us"] for one in measure(index, keys, "--corrected")[0]], (200, 600))
        spread("adversarial, all readings", [one["us"] for one in measure(index, pairs, "--corrected")[0]], (None, 600))
        wrong = measure(index, misspelt(names, 2000, rng), "--corrected")[0]
        spread("misspelt words", [one["us"] for one in wrong])
        row("misspelt words that find nothing", sum(not one["codes"] for one in wrong), None, f"of {len(wrong)}")
        try:
            within = spread("within << Clinical finding", [one["us"] for one in measure(index, keys, "--below", FINDING)[0]])
            row("within the scope, times as long at p99", within[1] / mine[1], 2)
        except subprocess.CalledProcessError:
            print("this release has no Clinical finding")
        fts = FTS5(names, os.path.join(folder, "fts5.db"))
        row("FTS5, CPU seconds", fts.seconds, None, f"{fts.megabytes:.0f} MB without texts")
        theirs = compare("keystrokes", rows, fts, arguments.compared, rng)
        theirs_hard = compare("adversarial", hard, fts, arguments.compared // 3, rng)
        ratio("keystrokes, FTS5 takes", mine, theirs)
        ratio("adversarial, FTS5 takes", mine_hard, theirs_hard)
        if not arguments.no_server:
            served(arguments.release, keys, folder)
    finally:
        if not arguments.keep:
            shutil.rmtree(folder)
    if failures:
        sys.exit("beyond their limits: " + ", ".join(failures))


if __name__ == "__main__":
    main()
