"""The project's own tests and commands run only when asked, in a copy, and never read as passed when they were not."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.findings.notebooks import BookSeen
from mle_reviewer.findings.review import ReviewedChange
from mle_reviewer.lanes.diagnosing.commands import commands_run
from mle_reviewer.lanes.diagnosing.looking import looked_at
from mle_reviewer.lanes.diagnosing.testing import tests_run as run_tests
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.settings import LaneSettings
from mle_reviewer.sources.location import Location
from mle_reviewer.sources.reading import read_change

Repository = Callable[..., Path]
PATH = os.pathsep.join((str(Path(sys.executable).parent), "/usr/bin", "/bin"))
SETTINGS = LaneSettings(run=True, environment={"PATH": PATH}, seconds=60)
USES = {"requirements.txt": "pytest\n"}
GOOD = {
    **USES,
    "rates.py": "def rate(): return 1\n",
    "tests/test_model.py": "import rates\ndef test_rate(): assert rates.rate() == 1\n",
}


def errand(root: Path, **what: object) -> Errand:
    change = read_change(str(root), **(what or {"base": "HEAD~1"}), env={})  # type: ignore[arg-type]
    return Errand(change, ReviewedChange("base", "head", "how"))


def outcomes(root: Path, settings: LaneSettings = SETTINGS, **what: object) -> list[tuple[str, str, str]]:
    runs, _ = run_tests(errand(root, **what), settings)
    return [(run.diagnostic, run.status, run.why) for run in runs]


def test_tests_pass(repository: Repository) -> None:
    assert outcomes(repository(GOOD, {"rates.py": "def rate(): return 1 + 0\n"})) == [
        ("DC1", "passed", "1 passed"),
        ("DC4", "passed", "1 passed"),
    ]


def test_they_are_those_of_head_even_where_it_is_not_on_disk(repository: Repository) -> None:
    root = repository(GOOD, {"rates.py": "def rate(): return 2\n"}, {"rates.py": "def rate(): return 1\n"})
    found = outcomes(root, base="HEAD~2", head="HEAD~1")
    assert found[0] == ("DC1", "failed", "1 failed: tests.test_model.test_rate; none of them fails in the base")


def test_what_failed_before_is_told_so(repository: Repository) -> None:
    root = repository({**GOOD, "rates.py": "def rate(): return 2\n"}, {"rates.py": "def rate(): return 3\n"})
    assert outcomes(root)[0][2].endswith("; all of them fail in the base as well")


def test_what_this_machine_lacks_shows_nothing(repository: Repository) -> None:
    tests = "import a_library_that_nobody_has\ndef test_x(): pass\n"
    found = outcomes(repository(GOOD, {"tests/test_other.py": tests}))
    assert found[0][1] == "incomplete"
    assert "not installed here: a_library_that_nobody_has" in found[0][2]


@pytest.mark.parametrize(
    ("files", "settings", "why"),
    [
        (GOOD, LaneSettings(environment={"PATH": PATH}), "not asked for (--run)"),
        ({"rates.py": ""}, SETTINGS, "no tests that pytest would find"),
        ({"tests/test_a.py": ""}, SETTINGS, "does not say that it uses pytest"),
        (GOOD, LaneSettings(run=True, environment={"PATH": "/nowhere"}), "not installed here"),
        (GOOD, LaneSettings(run=True, off=frozenset({"tests"})), "switched off by policy"),
    ],
)
def test_tests_that_are_not_run(
    repository: Repository, files: dict[str, str], settings: LaneSettings, why: str
) -> None:
    ((_, status, said),) = outcomes(repository(files, {"x.py": "x = 1\n"}), settings)
    assert status == "skipped"
    assert why in said


@pytest.mark.parametrize(
    ("tests", "status", "why"),
    [
        ("import time\ndef test_x(): time.sleep(60)\n", "incomplete", "longer than"),
        ("x = 1\n", "incomplete", "collected no tests"),
        ("import pytest\ndef test_x(): pytest.skip()\n", "incomplete", "1 skipped"),
        ("import os\ndef test_x(): os._exit(3)\n", "incomplete", "ended with code 3"),
        ("def test_x(: pass\n", "failed", "1 failed"),
    ],
)
def test_what_is_no_pass(repository: Repository, tests: str, status: str, why: str) -> None:
    settings = LaneSettings(run=True, environment={"PATH": PATH}, seconds=8)
    found = outcomes(repository({**USES, "tests/test_x.py": tests}, {"x.py": "x = 1\n"}), settings)
    assert found[0][1] == status
    assert why in found[0][2]


def test_the_user_s_tree_and_surroundings_stay_as_they_are(repository: Repository) -> None:
    tests = "import os\ndef test_x():\n    open('left.txt', 'w').close()\n    assert 'TOKEN' not in os.environ\n"
    root = repository({**USES, "tests/test_x.py": tests}, {"x.py": "x = 1\n"})
    settings = LaneSettings(run=True, environment={"PATH": PATH, "TOKEN": "t"}, seconds=60)
    assert outcomes(root, settings)[0][1] == "passed"
    assert sorted(path.name for path in root.iterdir()) == [".git", "requirements.txt", "tests", "x.py"]


def commanded(root: Path, *command: str, run: bool = True) -> LaneRun:
    settings = LaneSettings(run=run, environment={"PATH": PATH}, seconds=30, commands={"smoke": command})
    runs, _ = commands_run(errand(root), settings)
    return runs[0]


def test_commands_of_the_project(repository: Repository) -> None:
    root = repository({"evaluate.py": "print('auc 0.81')\n"}, {"bad.py": "raise SystemExit('auc below 0.8')\n"})
    passed = commanded(root, "python3", "evaluate.py")
    assert (passed.status, passed.why, passed.command) == ("passed", "auc 0.81", "python3 evaluate.py")
    assert passed.proves_tests
    failed = commanded(root, "python3", "bad.py")
    assert (failed.status, failed.why) == ("failed", "ended with code 1: auc below 0.8")
    assert commanded(root, "python3", "evaluate.py", run=False).status == "skipped"
    assert commanded(root, "no-such-program").status == "incomplete"
    assert commanded(root, "/bin/sh", "-c", "true").status == "incomplete"
    assert commanded(root, "../outside.sh").status == "incomplete"


def test_nothing_is_started_where_nothing_may_be(repository: Repository) -> None:
    settings = LaneSettings(run=True, closed="nothing is started here", environment={"PATH": PATH})
    assert outcomes(repository(GOOD, {"x.py": "x = 1\n"}), settings) == [("DC1", "skipped", "nothing is started here")]


def test_what_was_looked_at_in_notebooks_is_said_where_there_are_some(repository: Repository) -> None:
    asked = errand(repository({"a.py": "a = 1\n"}, {"a.py": "a = 2\n"}))
    assert [run.diagnostic for run in looked_at(asked)] == ["DC5", "DC6"]
    found = Finding(
        "hidden-state",
        "TR",
        Severity.MEDIUM,
        Confidence.HIGH,
        "other",
        ("TR1",),
        (),
        Location("nb.ipynb"),
        "t",
        "i",
        "f",
    )
    asked = replace(asked, notebooks=(BookSeen("nb.ipynb", cells=2, ran=2, outputs=1),), findings=(found,))
    run = looked_at(asked, {"hidden-state"})[-1]
    assert (run.diagnostic, run.status, run.findings) == ("DC7", "failed", 1)
    assert run.why.startswith(
        "1 notebook looked at without running; 1 with saved outputs; 1 with execution counts, 1 of"
    )
    assert run.why.endswith("0 with errors in the outputs; 1 finding")
    assert looked_at(asked)[-1].status == "passed"
