"""Same input, same bytes: whatever the hash seed, the number of processes, and the order in which files are listed."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from mle_reviewer.checks import run, workers
from mle_reviewer.checks.packing import UnpackableError, packed, unpacked
from mle_reviewer.checks.run import analyse
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.sources.folder import FolderTree

LEAK = (
    "import pandas as pd\nfrom sklearn.preprocessing import StandardScaler\nfrom sklearn.svm import SVC\n"
    "from sklearn.model_selection import train_test_split\n"
    "d = pd.read_csv('{name}.csv')\ny = d.pop('y')\nX = StandardScaler().fit_transform(d)\n"
    "a, b, c, e = train_test_split(X, y)\nprint(SVC().fit(a, c).score(b, e))\n"
)
STORED = "import pandas as pd\nd = pd.read_csv('raw.csv')\nd['x'] = d.x / d.x.mean()\nd.to_csv('shared/{name}.csv')\n"
NOTEBOOKS = 210  # enough that they are shared out
SAYING = 24  # that have something to say


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    for number in range(NOTEBOOKS):
        kinds = ("x = 1\n", LEAK, STORED, LEAK.replace("'{name}", "'shared/{name}"))
        kind, name = kinds[number % 4 if number < SAYING else 0], str(number // 4)
        cell = {"cell_type": "code", "source": kind.replace("{name}", name), "outputs": [], "metadata": {}}
        book = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (folder / f"book{number}.ipynb").write_text(json.dumps(book), encoding="utf-8")
    for name in ("train", "again"):
        (folder / f"{name}.py").write_text(LEAK.replace("{name}", "scripts"), encoding="utf-8")
    (folder / "broken.ipynb").write_text("{", encoding="utf-8")
    return folder


def review(folder: Path, seed: str, jobs: int) -> bytes:
    words = [sys.executable, "-m", "mle_reviewer", "review", str(folder), "--all", "--format", "json"]
    env = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([*words, "--jobs", str(jobs)], env=env, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    return done.stdout


class Shuffled(FolderTree):
    """A tree that lists its files in another order."""

    def paths(self) -> Mapping[str, str]:
        listed = list(super().paths().items())
        random.Random(7).shuffle(listed)  # noqa: S311 - an order that can be repeated
        return dict(listed)


def test_two_runs_and_two_processes_say_the_same(repository: Path) -> None:
    first = review(repository, "1", 1)
    assert review(repository, "2", 1) == first
    assert review(repository, "3", 2) == first
    assert len(json.loads(first)["findings"]) > SAYING // 4


def test_the_order_of_files_says_nothing(repository: Path) -> None:
    assert analyse(Shuffled(str(repository))) == analyse(FolderTree(str(repository)))


def test_a_worker_that_fails_changes_nothing(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = analyse(FolderTree(str(repository)))

    def refused(_value: object) -> bytes:
        raise UnpackableError

    monkeypatch.setattr(workers, "packed", refused)
    assert analyse(FolderTree(str(repository)), jobs=2) == alone


def test_results_come_back_as_they_were(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_MANY", 10_000)
    found = analyse(FolderTree(str(repository)))
    told = unpacked(packed((found.findings, found.gaps, found.surfaces, {(1, ...): [None, {2.5}]})))
    assert told == (found.findings, found.gaps, found.surfaces, {(1, ...): [None, {2.5}]})
    named = frozenset([("made", Place("train.py", 4096))])  # stored names may hold where something was made
    assert unpacked(packed(named)) == named
    with pytest.raises(UnpackableError):
        packed(object())
