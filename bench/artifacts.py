"""Counts what is found in artifacts that are made for the tests, by this reader and by picklescan where it is given.

python -m bench.artifacts [PICKLESCAN]   # the path of an installed `picklescan`; nothing that is written is loaded
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from mle_reviewer.probes.probe import probe
from tests.probes.files import write


def main() -> None:
    """Prints a line for each tool: files that run something found, those that do not flagged, and those unread."""
    scanner = sys.argv[1] if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as folder:
        files = write(Path(folder))
        print("| tool | run something: found | no answer | called clean | harmless: flagged | no answer |")
        print("|---|---|---|---|---|---|")
        began = time.process_time()
        print(_row("mle-reviewer", Counter((kind, _ours(path)) for path, kind in files)))
        spent = (time.process_time() - began) * 1000 / len(files)
        missed = []
        if scanner is not None:
            said = [(path, kind, _theirs(scanner, path)) for path, kind in files]
            print(_row("picklescan", Counter((kind, what) for _, kind, what in said)))
            missed = [f"{kind}/{path.name}: {what}" for path, kind, what in said if (kind, what) not in _RIGHT]
    print(f"\n{len(files)} files, {spent:.2f} ms each (CPU, ours)", *missed, sep="\n")


_RIGHT = {("malicious", "found"), ("benign", "clean")}


def _row(tool: str, counts: Counter[tuple[str, str]]) -> str:
    bad = sum(count for (kind, _), count in counts.items() if kind == "malicious")
    good = sum(count for (kind, _), count in counts.items() if kind == "benign")
    cells = [
        f"{counts['malicious', 'found']} of {bad}",
        str(counts["malicious", "no answer"]),
        str(counts["malicious", "clean"]),
        f"{counts['benign', 'found']} of {good}",
        str(counts["benign", "no answer"]),
    ]
    return f"| {tool} | {' | '.join(cells)} |"


def _ours(path: Path) -> str:
    found = probe(path.name, path.read_bytes())
    return "found" if found.runs else "no answer" if found.unread else "clean"


def _theirs(scanner: str, path: Path) -> str:
    """Its exit code: 0 clean, 1 found, 2 failed; a file that it does not scan at all is no answer either."""
    done = subprocess.run([scanner, "--path", str(path)], capture_output=True, text=True, check=False)
    if done.returncode == 1:
        return "found"
    said = done.stdout + done.stderr
    unread = done.returncode != 0 or any(one in said for one in ("ERROR", "could not parse", "Scanned files: 0"))
    return "no answer" if unread else "clean"


if __name__ == "__main__":
    main()
