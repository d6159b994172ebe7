"""A change of what others rely on, from end to end: what it touches, which lanes come up, what they hand on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mle_reviewer.findings.review import Review
from mle_reviewer.lanes.composing import composed
from mle_reviewer.lanes.settings import LaneSettings
from mle_reviewer.review.engine import built_in
from mle_reviewer.review.journey import Settings, review
from mle_reviewer.sources.change import Change, ChangedFile, Hunk
from tests.lanes.making import tree

TRAIN = """\
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression

rows = pd.read_csv("loans.csv")
model = LogisticRegression().fit(rows[["a"]], rows["y"])
joblib.dump(model, "loans.joblib")
"""


def reviewed(folder: Path, before: dict[str, str], path: str, text: str, line: int, how: LaneSettings) -> Review:
    """The review of a change of one line of one file."""
    base, head = tree(folder / "base", before), tree(folder / "head", {**before, path: text})
    file = ChangedFile(path, path, "modified", (Hunk(line, 1, line, 1),))
    change = Change(base, head, "for a test", (file,), root=str(folder / "head"))
    settings = Settings(lanes=lambda _policy, cards: composed(how, cards), given=bool(how.given))
    return review(change, built_in(), settings).review


def test_a_requirement_of_a_training_brings_lanes_up(tmp_path: Path) -> None:
    before = {"train.py": TRAIN, "requirements.txt": "pandas==2.2.0\nscikit-learn==1.4.2\n"}
    text = before["requirements.txt"].replace("1.4.2", "1.5.0")
    found = reviewed(tmp_path, before, "requirements.txt", text, 2, LaneSettings())
    assert found.change.surfaces == ("training",)
    asked = {brief.lane: "\n".join(brief.questions) for brief in found.briefs}
    assert {"documentation-lookup", "security-reviewer"} <= set(asked)
    assert "scikit-learn goes from 1.4.2 to 1.5.0 (requirements.txt:2); train.py:3" in asked["documentation-lookup"]
    assert "pandas" not in asked["documentation-lookup"]


def test_a_requirement_that_no_model_needs(tmp_path: Path) -> None:
    before = {"train.py": TRAIN, "requirements.txt": "pandas==2.2.0\nmkdocs==1.5.0\n"}
    text = before["requirements.txt"].replace("1.5.0", "1.6.0")
    found = reviewed(tmp_path, before, "requirements.txt", text, 2, LaneSettings())
    assert (found.change.surfaces, found.briefs) == ((), ())


def test_what_a_log_tells_of_another_file_is_not_introduced(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    log.write_text(
        'Run pytest\nTraceback (most recent call last):\n  File "/work/loans/train.py", line 5, in <module>\n'
        "    rows = pd.read_csv(\"loans.csv\")\nFileNotFoundError: [Errno 2] No such file or directory: 'loans.csv'\n"
        "##[error]Process completed with exit code 1.\n"
    )
    how = replace(LaneSettings(), given={"ci-log": (log,)})
    before = {"train.py": TRAIN, "README.md": "# Loans\n", "other.py": "x = 1\n"}
    found = reviewed(tmp_path, before, "other.py", "x = 2\n", 1, how)
    told = [one for one in found.findings if one.at.path == "train.py" and one.check.startswith("ci-")]
    assert [(one.scope, one.at.line) for one in told] == [("pre-existing", 5)]
    mine = reviewed(tmp_path / "mine", before, "train.py", TRAIN.replace('"loans.csv"', "'loans.csv'"), 5, how)
    told = [one for one in mine.findings if one.at.path == "train.py" and one.check.startswith("ci-")]
    assert [one.scope for one in told] == ["introduced"]
