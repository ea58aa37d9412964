"""Damaged files through the real worker: it may refuse them, it may not die of them, and it may not take long."""

import os
import random
import resource
import subprocess

import pytest

from test_dicom_corpus import COMMAND, files

COUNT = int(os.environ.get("VESALIUS_MUTATIONS", "300"))
# Seconds of processor time: how busy the machine is otherwise says nothing. A debug build takes a hundred times as long.
DEADLINE = 30.0 if "/debug/" in COMMAND else 5.0
SEED = int(os.environ.get("VESALIUS_MUTATION_SEED", "20"))


def damaged(seed, dice):
    """Bits turned, numbers at their extremes, blocks copied, ends cut."""
    data = bytearray(seed)
    for _ in range(dice.randint(1, 5)):
        if not data:
            break
        place = dice.randrange(len(data))
        # Half of the damage falls on the headers, where it does most.
        if dice.random() < 0.5:
            place = dice.randrange(min(len(data), 3000))
        kind = dice.randrange(5)
        if kind < 2:
            data[place] ^= 1 << dice.randrange(8)
        elif kind == 2:
            extreme = dice.choice([b"\xff\xff\xff\xff", bytes(4), b"\xfe\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80"])
            data[place : place + 4] = extreme
        elif kind == 3:
            block = data[place : place + dice.randint(1, 200)]
            target = dice.randrange(len(data) + 1)
            data[target:target] = block
        else:
            del data[dice.randrange(len(data) // 2, len(data)) :]
    return bytes(data)


def cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.skipif(not os.path.exists(COMMAND), reason="vesalius-decode is not built")
def test_no_damage_kills_the_decoder_or_makes_it_slow(tmp_path):
    dice = random.Random(SEED)
    seeds = [path for path in files() if path.stat().st_size < 600_000]
    assert len(seeds) > 50
    died, slow, refused = [], [], 0
    for number in range(COUNT):
        path = dice.choice(seeds)
        case = tmp_path / "case.dcm"
        case.write_bytes(damaged(path.read_bytes(), dice))
        before = cpu()
        try:
            answer = subprocess.run(
                [COMMAND, "pixels", str(case), "--output", str(tmp_path / "out.raw")], capture_output=True, timeout=120
            )
        except subprocess.TimeoutExpired:
            slow.append((number, path.name, 120))
            continue
        if answer.returncode not in (0, 1):
            died.append((number, path.name, answer.returncode, answer.stderr[-300:]))
        refused += answer.returncode == 1
        if cpu() - before > DEADLINE:
            slow.append((number, path.name, cpu() - before))
    print(f"{COUNT} damaged files: {refused} refused, {len(died)} died, {len(slow)} slow")
    assert died == [] and slow == []
