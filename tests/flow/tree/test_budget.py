"""A budget that is spent is a gap that names the place; what was followed before stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.flow.machine import strangers
from mle_reviewer.flow.tree import budget
from mle_reviewer.sources.folder import FolderTree
from mle_reviewer.sources.gap import Gap
from tests.checks.pages import of_rows

LEAK = (
    "import pandas as pd\nfrom sklearn.preprocessing import StandardScaler\nfrom sklearn.svm import SVC\n"
    "from sklearn.model_selection import train_test_split\n"
    "d = pd.read_csv('d.csv')\ny = d.pop('y')\nX = StandardScaler().fit_transform(d)\n"
    "a, b, c, e = train_test_split(X, y)\nprint(SVC().fit(a, c).score(b, e))\n"
)
LONG = "def long(model):\n    model.fit(1)\n" + "    x = 1\n" * 300


def gaps(folder: Path, files: dict[str, str]) -> tuple[list[Gap], list[str]]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    analysis = analyse(FolderTree(str(folder)))
    return list(analysis.gaps), [one.at.path for one in of_rows(analysis.findings)]


def test_what_is_left_when_the_tree_has_taken_its_steps_is_a_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "PROJECT", 350)
    found, findings = gaps(tmp_path, {"a.py": LEAK, "b.py": LONG + "long(2)\n", "c.py": LEAK})
    why = "not followed, or only in part: the tree takes more steps than are allowed"
    assert findings == ["a.py"]
    assert found == [Gap("b.py", 1, "follow", "too many steps to follow to the end"), Gap("c.py", 1, "follow", why)]


def test_no_document_takes_all_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "PROJECT", 4000)
    monkeypatch.setattr(budget, "_LEAST", 10)
    found, findings = gaps(tmp_path, {"a.py": LONG + "long(2)\n", "b.py": LEAK})
    assert findings == ["b.py"]
    assert found == [Gap("a.py", 1, "follow", "too many steps to follow to the end")]


def test_a_function_that_nobody_calls_has_a_smaller_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strangers, "ALONE", 100)
    found, findings = gaps(tmp_path, {"a.py": LEAK, "b.py": f"import os\n{LONG}"})
    assert findings == ["a.py"]
    assert found == [Gap("b.py", 2, "follow", "long: too many steps to follow to the end")]


def test_a_function_that_takes_too_much_is_not_entered_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "FUNCTION", 700)
    found, findings = gaps(tmp_path, {"a.py": LONG + "long(2)\nlong(3)\nlong(4)\n" + LEAK})
    assert findings == ["a.py"]
    why = "long took too many steps; its later calls count as calls of something unknown"
    assert found == [Gap("a.py", 1, "follow", why)]


def test_a_function_in_which_nothing_ever_happens_takes_less(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "QUIET", 700)
    quiet = LONG.replace("model.fit(1)", "pass") + "long(2)\nlong(3)\nlong(4)\n"
    telling = LONG.replace("model.fit(1)", "pd.read_csv('a.csv')").replace("long", "other")
    text = f"import pandas as pd\n{quiet}{telling}other(2)\nother(3)\nother(4)\n{LEAK}"
    found, findings = gaps(tmp_path, {"a.py": text})
    assert findings == ["a.py"]
    why = "long took too many steps; its later calls count as calls of something unknown"
    assert found == [Gap("a.py", 2, "follow", why)]


@pytest.mark.parametrize("gives", ["", "    return x\n"])
def test_what_a_function_calls_counts_where_nothing_ever_happens_and_nothing_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gives: str
) -> None:
    monkeypatch.setattr(budget, "QUIET", 700)
    quiet = LONG.replace("model.fit(1)", "pass")
    parts = "".join(quiet.replace("long", name) for name in ("one", "two", "three"))
    around = "def around(x):\n    one(1)\n    two(2)\n    three(3)\n" + gives
    found, findings = gaps(tmp_path, {"a.py": f"{parts}{around}around(1)\naround(2)\n{LEAK}"})
    assert findings == ["a.py"]
    why = "around took too many steps; its later calls count as calls of something unknown"
    assert found == ([] if gives else [Gap("a.py", parts.count("\n") + 1, "follow", why)])


def test_documents_in_which_nothing_is_fitted_take_less(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "IDLE", 350)
    found, findings = gaps(tmp_path, {"a.py": LEAK, "b.py": LEAK, "c.py": LONG + "long(2)\n", "d.py": LEAK})
    why = "not followed, or only in part: the tree takes more steps than are allowed"
    assert findings == ["a.py", "b.py"]
    assert found == [Gap("c.py", 1, "follow", "too many steps to follow to the end"), Gap("d.py", 1, "follow", why)]


def test_what_an_exception_says_takes_no_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "FUNCTION", 700)
    text = LONG.replace("    x = 1\n", "    if model:\n        raise long(model)\n", 1)
    assert gaps(tmp_path, {"a.py": text + "long(2)\nlong(3)\n" + LEAK}) == ([], ["a.py"])
