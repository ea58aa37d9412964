"""How many slices a second one core takes in, beside pydicom and DCMTK in the same run.

    Bench/ingest.py [--worker .build/release/vesalius-decode] [--data ../shared/data/imaging] [--slices 200]

Taking in is what the server does with an upload: inspect the file, encode and pack its frame for the wire. Decoding alone is what the others do.
Rates are slices a second of processor time, so that other work on the machine counts little; the best of three passes.
"""

import argparse
import json
import os
import pathlib
import resource
import shutil
import struct
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")


class Worker:
    """One decode worker, asked over its pipes as the server asks it."""

    def __init__(self, binary):
        self.process = subprocess.Popen([binary], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdout.read(10) == b"VXDECODE1\n"

    def ask(self, verb, path, **more):
        request = json.dumps({"verb": verb, "path": str(path), **more}).encode()
        self.process.stdin.write(struct.pack("<I", len(request)) + request)
        self.process.stdin.flush()
        length, status, head = struct.unpack("<IBI", self.process.stdout.read(9))
        body = self.process.stdout.read(length)
        if status:
            raise SystemExit(f"{path}: {body[:head].decode()}")
        return body[head:]

    @property
    def seconds(self):
        """Processor time so far."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def rate(paths, work, clock):
    """The best of three passes over the files, in files a second."""
    best = 0
    for _ in range(3):
        start = clock()
        for path in paths:
            work(path)
        best = max(best, len(paths) / max(clock() - start, 1 / TICKS))
    return best


def own_time():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def children_time():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--worker", default=str(ROOT / ".build/release/vesalius-decode"))
    parser.add_argument("--data", default=os.environ.get("VESALIUS_TEST_DATA", str(ROOT.parent / "shared/data")) + "/imaging")
    parser.add_argument("--slices", type=int, default=200)
    options = parser.parse_args()
    data = pathlib.Path(options.data)
    native = [data / "codecs/CTImage.dcm_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm"]
    kinds = {"native, 512 × 512": native, "JPEG 2000, 512 × 512": sorted((data / "ct-abdomen-20").glob("*.dcm"))}
    bars = {"native, 512 × 512": 300, "JPEG 2000, 512 × 512": 35}
    worker = Worker(options.worker)
    try:
        import pydicom
    except ImportError:
        pydicom = None
    tool = shutil.which("dcm2pnm")
    with tempfile.TemporaryDirectory() as folder:
        for kind, sources in kinds.items():
            # Copies, so that nothing is answered from an open file.
            count = options.slices if "native" in kind else min(options.slices, 60)
            paths = []
            for index in range(count):
                paths.append(pathlib.Path(folder) / f"{kind[:4]}{index}.dcm")
                shutil.copyfile(sources[index % len(sources)], paths[-1])
            packed = 0

            def take_in(path):
                nonlocal packed
                worker.ask("inspect", path)
                packed = len(worker.ask("wire", path))

            print(f"{kind}: {count} slices, slices a second of one core")
            taken = rate(paths, take_in, lambda: worker.seconds)
            print(f"  taken in (inspect, encode, pack to {packed / 1000:.0f} kB)  {taken:8.0f}   the bar is {bars[kind]}")
            preview = rate(paths, lambda path: worker.ask("wire", path, reduced=True), lambda: worker.seconds)
            print(f"  preview of a quarter                          {preview:8.0f}")
            decoded = rate(paths, lambda path: worker.ask("raw", path), lambda: worker.seconds)
            print(f"  decoded only                                  {decoded:8.0f}")
            if pydicom:
                theirs = rate(paths, lambda path: pydicom.dcmread(path).pixel_array, own_time)
                print(f"  pydicom {pydicom.__version__}, decoded only                    {theirs:8.0f}   ratio {decoded / theirs:.2f}")
            if tool and "native" in kind:
                theirs = rate(paths[:60], lambda path: subprocess.run([tool, "+ob", str(path), "/dev/null"], capture_output=True), children_time)
                print(f"  DCMTK dcm2pnm, a process a file               {theirs:8.0f}   ratio {decoded / theirs:.2f}")
            for path in paths:
                path.unlink()
    worker.stop()


if __name__ == "__main__":
    main()
