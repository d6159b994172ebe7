"""What only both sides show is introduced, is silent where the sides have spoken, and fails like any other check."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mle_reviewer.flow.questions.deeds import Cut, Deed, Split
from mle_reviewer.review.engine import Engine
from mle_reviewer.review.linemap import FileMap
from mle_reviewer.review.losses import besides, losses
from mle_reviewer.review.sides import Side
from tests.review.making import CARDS, Found, engine, finding, leaks, place
from tests.review.test_journey import Repository, reviewed

AT = place("train.py", 3)
DEED: Deed = Split(at=AT, words="split", context="split(X)", cut=Cut("chance", AT, "split"))


def test_it_needs_both_sides() -> None:
    told = Engine(engine(leaks).analyse, CARDS, lambda _changed: Found((finding(),)))
    files = FileMap.of(())
    assert not losses(Side(deeds=(DEED,)), Side(), files, told, ()).findings
    (found,) = losses(Side(deeds=(DEED,)), Side(deeds=(DEED,)), files, told, ()).findings
    assert (found.scope, bool(found.fingerprint)) == ("introduced", True)


def test_a_place_that_the_sides_speak_of_is_left_to_them() -> None:
    told = finding(line=3, check="time-split-dropped")
    assert list(besides([told], [finding(line=3, scope="introduced")])) == []
    assert list(besides([told], [finding(line=3, scope="pre-existing")])) == [told]
    assert list(besides([told], [finding(line=4, scope="introduced")])) == [told]
    wide = replace(finding(scope="worsened"), at=place(line=2, end_line=4))
    assert list(besides([told], [wide])) == []


def test_so_is_the_same_kind_of_fault_on_its_way() -> None:
    told = finding(line=3, check="time-split-dropped")
    on_its_way = finding(line=9, scope="introduced", trace=[("train.py", 3)])
    assert list(besides([told], [on_its_way])) == []
    assert list(besides([replace(told, tags=("leak:group",))], [on_its_way])) == [replace(told, tags=("leak:group",))]


def test_the_real_checks_on_a_real_repository(repository: Repository) -> None:
    from mle_reviewer.review.engine import built_in

    code = (
        "import pandas as pd\nfrom sklearn.linear_model import Ridge\n"
        "from sklearn.model_selection import TimeSeriesSplit, cross_val_score\n\nframe = pd.read_csv('a.csv')\n"
        "print(cross_val_score(Ridge(), frame[['x']], frame['y'], cv=TimeSeriesSplit(5)))\n"
    )
    head = {"old.py": None, "new/train.py": code.replace("TimeSeriesSplit(5)", "5").replace("print(", "\n\nprint(")}
    found = reviewed(repository({"old.py": code}, head), look=built_in())
    (one,) = found.findings
    assert (one.check, one.scope, str(one.at)) == ("time-split-dropped", "introduced", "new/train.py:8")
    assert [str(step.at) for step in one.trace] == ["old.py:6", "new/train.py:8"]
    assert one.trace[0].says.startswith("before: split in time (TimeSeriesSplit)")


def test_a_waiver_for_a_check_of_a_change_is_never_forgotten(repository: Repository) -> None:
    from mle_reviewer.review.engine import built_in

    text = "x = 1  # mle-reviewer: allow time-split-dropped -- rows have no order\n"
    root: Path = repository({"train.py": text}, {"train.py": text + "y = 2\n"})
    assert reviewed(root, look=built_in()).findings == ()


def test_a_check_that_fails_is_a_gap_and_the_rest_is_there(repository: Repository) -> None:
    from mle_reviewer.sources.gap import Gap

    def broken(_changed: object) -> Found:
        return Found(gaps=(Gap("", 0, "check", "time-split-dropped failed: ValueError: x"),))

    def analyse(tree, *, focus, jobs, knowledge):
        found = engine(leaks).analyse(tree, focus=focus, jobs=jobs, knowledge=knowledge)
        return Found(found.findings, found.gaps, found.surfaces, (DEED,))

    found = reviewed(repository({"a.py": "x\n"}, {"a.py": "leak\n"}), look=Engine(analyse, CARDS, broken))
    assert [f.check for f in found.findings] == ["fit-before-split"]
    assert [gap.stage for gap in found.gaps] == ["check"]
