"""Holding pages against libraries: disagreements are named, and the pages of installed libraries agree."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path

import pytest

import mle_reviewer.knowledge
from mle_reviewer.knowledge.compile import pages_under
from mle_reviewer.knowledge.page import read_page

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "hold_knowledge.py"
KNOWLEDGE = Path(mle_reviewer.knowledge.__file__).parent
BODIES = [read_page(path, data).body for path, data in pages_under(KNOWLEDGE)]
LIBRARIES = sorted({body["library"] for body in BODIES if "library" in body})

LIBRARY = """
class Scaler:
    def __init__(self, *, mean=True, copy=False): self.late = None
    def fit(self, X, y=None): ...
    def transform(self, X, copy=None): ...
    @classmethod
    def load(cls, path): ...

class Coder:
    def fit(self, y): ...
    def transform(self, y): ...

def cut(*arrays, size=0.5, seed=None): ...
def frame(left, right, how="inner", *, on=None): ...
"""
GOOD = """
# A page that agrees.
library: fakelib
checked: "0"
module: fakelib
classes:
  Scaler:
    role: transformer
    init: "(*, mean=True)"
    learns: scale
    methods:
      load: {call: "(path)", effect: load, path: path}
      late: nothing
  Coder: {role: transformer, methods: {fit: {call: "(y)", effect: fit, rows: y}, transform: {call: "(y)", rows: y}}}
  Gone: {role: transformer, until: "0.0.1"}
functions:
  cut: {call: "(*arrays, size=0.5)", effect: split, arrays: "*arrays"}
  frame: {call: "(left, right, how=..., on=None, by=None)", former: [by], effect: join, left: left, right: right}
"""


def hold(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "fakelib.py").write_text(LIBRARY, encoding="utf-8")
    info = tmp_path / "fakelib-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fakelib\nVersion: 1.2\n", encoding="utf-8")
    folder = tmp_path / "pages"
    folder.mkdir()
    protocols = (KNOWLEDGE / "_protocols.yaml").read_text(encoding="utf-8")
    (folder / "_protocols.yaml").write_text(protocols, encoding="utf-8")
    (folder / "fakelib.yaml").write_text(GOOD, encoding="utf-8")
    return folder


def test_a_page_that_agrees(pages: Path) -> None:
    done = hold(pages.parent, "--pages", str(pages))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "agrees" in done.stdout
    assert "0 wrong" in done.stdout


def test_versions_are_written_into_pages_that_agree(pages: Path) -> None:
    hold(pages.parent, "--pages", str(pages), "--versions")
    assert 'checked: "1.2"' in (pages / "fakelib.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "instead", "why"),
    [
        ('"(*, mean=True)"', '"(*, mean=False)"', "fakelib.Scaler: `mean` is True by default"),
        ('"(*, mean=True)"', '"(*, std=True)"', "fakelib.Scaler: no parameter `std`"),
        ('"(*, mean=True)"', '"(*, mean)"', "fakelib.Scaler: `mean` has a default"),
        ("late: nothing", "later: nothing", "fakelib.Scaler.later does not exist"),
        ('"(path)"', '"(file)"', "fakelib.Scaler.load: position 0 is `path`, not `file`"),
        ("left, right, how", "right, left, how", "fakelib.frame: position 0 is `left`, not `right`"),
        ("former: [by], ", "", "fakelib.frame: no parameter `by`"),
        ("(*arrays, size=0.5)", "(*arrays, size=0.5, **more)", "fakelib.cut: takes no **more"),
        ("  cut:", "  carve:", "fakelib.carve does not exist"),
        (', until: "0.0.1"', "", "fakelib.Gone does not exist"),
        (', methods: {fit: {call: "(y)", effect: fit, rows: y}', ", methods: {extra: null", "not the protocol's `X`"),
    ],
)
def test_a_page_that_disagrees(pages: Path, said: str, instead: str, why: str) -> None:
    page = pages / "fakelib.yaml"
    assert said in GOOD
    page.write_text(GOOD.replace(said, instead), encoding="utf-8")
    done = hold(pages.parent, "--pages", str(pages), "--versions")
    assert done.returncode == 1, done.stdout + done.stderr
    assert why in done.stdout
    assert 'checked: "0"' in page.read_text(encoding="utf-8")  # no version is written that was not held


def test_a_library_that_is_not_installed_is_said_to_be_not_held(pages: Path) -> None:
    (pages / "other.yaml").write_text("# x.\nlibrary: nolib\nmodule: nolib.part\n", encoding="utf-8")
    done = hold(pages.parent, "--pages", str(pages))
    assert done.returncode == 0
    assert "not held: nolib.part: ModuleNotFoundError" in done.stdout


@pytest.mark.parametrize("library", LIBRARIES)
def test_pages_of_installed_libraries_agree(library: str, tmp_path: Path) -> None:
    if library != "python":
        try:
            importlib.metadata.version(library)
        except importlib.metadata.PackageNotFoundError:
            pytest.skip(f"{library} is not installed here; `make hold` holds its pages")
    done = hold(tmp_path, "--only", library)
    assert done.returncode == 0, done.stdout
