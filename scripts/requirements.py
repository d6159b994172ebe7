"""Pins the requirements with hashes, for every supported Python, without writing down where they are downloaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# output -> (inputs, further arguments)
PINNED = {
    "dev.txt": (["requirements/dev.in", "pyproject.toml"], ["--universal"]),
    "runtime.txt": (["pyproject.toml"], ["--universal", "--constraints", "requirements/dev.txt"]),
    "action.txt": (
        ["pyproject.toml", "requirements/action.in"],
        ["--universal", "--constraints", "requirements/dev.txt"],
    ),
    # The oldest releases that the wheel's ranges admit; the wheel is run on them too, on the oldest Python.
    "lowest.txt": (["pyproject.toml"], ["--resolution", "lowest"]),
}


def pin(output: str, inputs: list[str], arguments: list[str]) -> None:
    """Write requirements/`output`; the newest releases are taken, not the ones pinned before."""
    command = ["uv", "pip", "compile", *inputs, *arguments, "--output-file", f"requirements/{output}"]
    command += ["--python-version", "3.11", "--upgrade", "--generate-hashes", "--no-annotate", "--quiet"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make requirements"]
    subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True)


if __name__ == "__main__":
    for name, (inputs, arguments) in PINNED.items():
        pin(name, inputs, arguments)
