"""The habits of the project that a machine can see."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "mle_reviewer"
REVIEWED = ("bench/snippets/", "tests/golden/")  # code to be reviewed, as others would write it
PYTHON_FILES = sorted(
    path.relative_to(ROOT)
    for folder in ("src", "tests", "scripts", "bench")
    for path in (ROOT / folder).rglob("*.py")
    if not path.relative_to(ROOT).as_posix().startswith(REVIEWED)
)
CHECKS = sorted(path for path in (PACKAGE / "checks").glob("*/*.py") if not path.name.startswith("_"))
PAGES = sorted((PACKAGE / "checks").glob("*/*.md"))
PINNED = sorted((ROOT / "requirements").glob("*.txt"))


def test_every_file_opens_with_one_sentence() -> None:
    opening = re.compile(r'"""\S+( \S+){2,}[.:]')
    mute = [str(path) for path in PYTHON_FILES if not opening.match((ROOT / path).read_text(encoding="utf-8"))]
    assert mute == []


def test_every_check_stands_beside_its_page() -> None:
    assert [path.with_suffix(".md") for path in CHECKS] == PAGES


def test_no_room_without_a_name() -> None:
    nameless = {"common", "core", "helpers", "misc", "util", "utils"}
    parts = {part for path in PACKAGE.rglob("*.py") for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert parts & nameless == set()


@pytest.mark.parametrize("path", PINNED, ids=lambda path: path.name)
def test_pins_have_hashes_and_no_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    pins = re.findall(r"^[a-z0-9][\w.-]*==\S+.*\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 0


@pytest.mark.parametrize("name", ["dev.txt", "runtime.txt", "lowest.txt"])
def test_pins_cover_the_wheel_s_requirements(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    pinned = re.findall(r"^([a-z0-9][\w.-]*)==", pins, re.MULTILINE)
    assert {re.split(r"[<>=]", wanted)[0].lower() for wanted in project["dependencies"]} <= set(pinned)


def test_plain_make_lists_every_documented_target() -> None:
    make = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True)
    for text in (ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        for target in re.findall(r"`make ([a-z-]+)", text.read_text(encoding="utf-8")):
            assert f"  make {target} " in make.stdout, f"{text.name} names `make {target}`, which `make` does not list"


def test_transcript_of_the_readme_is_what_the_tool_prints() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "transcript.py"), "--check"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_links_between_documents_lead_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{document.relative_to(ROOT)} -> {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]
    assert broken == []
