"""What a change touches, and whether it can be reviewed at all."""

from __future__ import annotations

import pytest

from mle_reviewer.review.surface import conflict_findings, reviewed_change
from mle_reviewer.sources.change import Change, ChangedFile
from tests.review.making import tree


def surfaces(path: str, acts: set[str] | None = None, unread: frozenset[str] = frozenset()) -> tuple[str, ...]:
    change = Change(tree({}, "1234567"), tree({}), "how", (ChangedFile(path, path, "modified", ()),))
    return reviewed_change(change, {path: frozenset(acts or ())}, unread).files[0].surfaces


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("src/train.py", ()),
        ("README.md", ()),
        ("Dockerfile", ()),
        ("package.json", ()),
        ("src/web/index.js", ()),
        ("eda.ipynb", ("training",)),
        ("sql/churn.sql", ("data extraction",)),
        ("sql/features/churn.sql", ("feature generation",)),
        ("dvc.yaml", ("training",)),
        ("data/train.csv", ("data extraction",)),
        ("models/churn.joblib", ("artifact packaging",)),
        ("deploy/inference.yaml", ("inference", "deployment")),
        ("monitoring/drift.yml", ("monitoring",)),
        ("docs/rollback.md", ("deployment",)),
        ("conf/labeling.toml", ("labelling",)),
    ],
)
def test_by_kind_and_name(path: str, expected: tuple[str, ...]) -> None:
    assert surfaces(path) == expected


def test_code_is_judged_by_what_it_does() -> None:
    assert surfaces("src/jobs.py", {"evaluation", "training"}) == ("training", "evaluation")
    assert surfaces("eda.ipynb", {"evaluation"}) == ("evaluation",)


def test_unread_code_is_taken_at_its_name_or_for_training() -> None:
    assert surfaces("src/serve.py", unread=frozenset({"src/serve.py"})) == ("inference",)
    assert surfaces("src/a.py", unread=frozenset({"src/a.py"})) == ("training",)
    assert surfaces("src/a.py") == ()


def test_one_finding_for_each_file_in_conflict() -> None:
    one, two = conflict_findings([("b.py", 9), ("a.py", 30), ("a.py", 4)])
    assert (one.at.path, one.at.line, [step.at.line for step in one.trace]) == ("a.py", 4, [4, 30])
    assert (two.at.path, two.at.line, two.trace) == ("b.py", 9, ())
    assert one.check == "conflict-markers"
