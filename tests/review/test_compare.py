"""What a change did to each finding: introduced, worsened, there before, or mended."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.finding import AGAIN, Finding, Step
from mle_reviewer.findings.fingerprint import fingerprinted
from mle_reviewer.review.compare import Compared, compare
from mle_reviewer.review.linemap import FileMap
from mle_reviewer.review.unseen import Unseen
from mle_reviewer.sources.change import ChangedFile, Hunk
from mle_reviewer.sources.location import Location
from tests.review.making import finding, place
from tests.review.test_linemap import hunks

Change = ChangedFile


def modified(path: str = "train.py", *found: Hunk) -> Change:
    return Change(path, path, "modified", found)


def compared(base: list[Finding], head: list[Finding], *files: Change, unseen: Unseen = Unseen()) -> Compared:  # noqa: B008
    return compare(fingerprinted(base), fingerprinted(head), FileMap.of(files), unseen)


def scopes(result: Compared) -> list[str]:
    return [f.scope for f in result.findings]


def test_in_head_alone_is_introduced() -> None:
    result = compared([], [finding()], modified())
    assert (scopes(result), result.fixed) == (["introduced"], ())


def test_one_more_place_above_the_old_ones_makes_a_finding_worse() -> None:
    before = finding(line=3)
    again = Step(Location("train.py", 4), f"{AGAIN}: another score")
    head = replace(finding(line=1), trace=(*finding(line=1).trace, again))
    result = compared([before], [head], modified("train.py", Hunk(0, 0, 1, 1)))
    assert (scopes(result), result.fixed) == (["worsened"], ())


def test_the_first_of_several_places_mended_leaves_the_rest_as_it_was() -> None:
    again = Step(Location("train.py", 9), f"{AGAIN}: another score")
    before = replace(finding(line=3, context="a"), trace=(*finding(line=3).trace, again))
    result = compared([before], [finding(line=8, context="b")], modified("train.py", Hunk(3, 1, 2, 0)))
    assert (scopes(result), result.fixed) == (["pre-existing"], ())


def test_a_leak_that_moves_down_was_there_before() -> None:
    result = compared([finding(line=3)], [finding(line=8)], modified("train.py", Hunk(0, 0, 1, 5)))
    assert (scopes(result), result.fixed) == (["pre-existing"], ())


def test_the_same_line_with_other_words_is_matched_by_its_place() -> None:
    base, head = finding(line=3, context="a"), finding(line=4, context="b", title="Other words")
    assert scopes(compared([base], [head], modified("train.py", Hunk(0, 0, 1, 1)))) == ["pre-existing"]


def test_a_second_equal_line_is_introduced_where_it_was_added() -> None:
    result = compared([finding(line=3)], [finding(line=3), finding(line=9)], modified("train.py", Hunk(8, 0, 9, 1)))
    assert [(f.at.line, f.scope) for f in result.findings] == [(3, "pre-existing"), (9, "introduced")]


def test_a_leak_above_the_old_one_is_the_new_one() -> None:
    result = compared([finding(line=3)], [finding(line=1), finding(line=4)], modified("train.py", Hunk(0, 0, 1, 1)))
    assert [(f.at.line, f.scope) for f in result.findings] == [(1, "introduced"), (4, "pre-existing")]


def test_moved_within_a_file() -> None:
    moved = modified("train.py", Hunk(3, 1, 2, 0), Hunk(9, 0, 9, 1))
    assert scopes(compared([finding(line=3)], [finding(line=9)], moved)) == ["pre-existing"]


def test_a_rewritten_line_in_one_hunk_is_the_same_fault() -> None:
    edit = modified("train.py", Hunk(3, 1, 3, 1))
    base = finding(line=3, context="X_all = scaler.fit_transform(X_all)", title="A")
    head = finding(line=3, context="rows = scaler.fit_transform(rows)", title="B")
    assert scopes(compared([base], [head], edit)) == ["pre-existing"]


def test_another_fault_in_the_same_hunk_is_a_new_one() -> None:
    edit = modified("train.py", Hunk(3, 1, 3, 1))
    base = finding(line=3, context="X = scaler.fit_transform(X)", title="A")
    head = finding(line=3, context="counts = words.fit(corpus)", title="B")
    result = compared([base], [head], edit)
    assert scopes(result) == ["introduced"]
    assert [f.title for f in result.fixed] == ["A"]


def test_renamed() -> None:
    result = compared([finding("old.py")], [finding("new.py")], Change("new.py", "old.py", "renamed", ()))
    assert (scopes(result), result.fixed) == (["pre-existing"], ())


def test_a_copy_brings_the_leak_a_second_time() -> None:
    result = compared([finding("a.py")], [finding("a.py"), finding("b.py")], Change("b.py", "a.py", "copied", ()))
    assert [(f.at.path, f.scope) for f in result.findings] == [("b.py", "introduced")]


def test_moved_from_one_changed_file_to_another() -> None:
    files = modified("a.py", Hunk(3, 1, 2, 0)), Change("b.py", None, "added", (Hunk(0, 0, 1, 9),))
    result = compared([finding("a.py", 3)], [finding("b.py", 7)], *files)
    assert (scopes(result), result.fixed) == (["pre-existing"], ())


def test_a_change_elsewhere_that_makes_an_untouched_line_leak() -> None:
    result = compared([], [finding("train.py", 9, trace=[("helpers.py", 2)])], modified("helpers.py", Hunk(2, 1, 2, 1)))
    assert scopes(result) == ["introduced"]


def test_in_an_untouched_file_nothing_is_listed() -> None:
    assert compared([finding("other.py")], [finding("other.py")], modified("train.py")) == Compared((), ())


def test_worse_is_graver_surer_or_further_reaching() -> None:
    before = finding(severity=Severity.MEDIUM, confidence=Confidence.MEDIUM, trace=[("a.py", 1)])

    def now(**more) -> list[str]:
        return scopes(compared([before], [replace(before, **more)], modified()))

    further = finding(trace=[("a.py", 1), ("b.py", 1)]).trace
    longer = finding(trace=[("a.py", 1), ("a.py", 2)]).trace
    elsewhere = finding(trace=[("c.py", 1)]).trace
    assert now(severity=Severity.HIGH) == ["worsened"]
    assert now(confidence=Confidence.HIGH) == ["worsened"]
    assert now(trace=further) == ["worsened"]
    assert now(severity=Severity.LOW) == ["pre-existing"]
    assert now(trace=longer) == ["pre-existing"]
    assert now(trace=elsewhere) == ["pre-existing"]


def test_the_same_done_at_one_more_place_of_the_change_is_worse() -> None:
    before = finding(line=3)
    more = replace(before, trace=(*before.trace, Step(Location("train.py", 9), f"{AGAIN}: another score")))
    assert scopes(compared([before], [more], modified("train.py", Hunk(8, 0, 9, 1)))) == ["worsened"]
    assert scopes(compared([before], [more], modified("train.py", Hunk(20, 0, 21, 1)))) == ["pre-existing"]


def test_mended() -> None:
    result = compared([finding(line=3)], [], modified("train.py", Hunk(3, 1, 3, 1)))
    assert [f.at.line for f in result.fixed] == [3]
    assert compared([finding("gone.py")], [], Change("gone.py", "gone.py", "deleted", ())).fixed


def test_mended_through_a_file_on_its_way() -> None:
    base = [finding("train.py", trace=[("helpers.py", 2)])]
    assert compared(base, [], modified("helpers.py")).fixed
    assert not compared(base, [], modified("unrelated.py")).fixed


def test_what_could_not_be_seen_is_not_mended() -> None:
    dark, failed = Unseen(frozenset({"train.py"})), Unseen(checks=frozenset({"fit-before-split"}))
    assert not compared([finding()], [], modified(), unseen=dark).fixed
    assert not compared([finding()], [], modified(), unseen=failed).fixed


def in_cell(cell: int, line: int, raw: int, cell_id: str | None = None, **more) -> Finding:
    return finding(at=place("eda.ipynb", line, cell=cell, cell_id=cell_id, raw_line=raw), **more)


def test_a_notebook_is_matched_by_its_raw_lines() -> None:
    above = modified("eda.ipynb", Hunk(5, 0, 6, 20))
    assert scopes(compared([in_cell(2, 1, 30)], [in_cell(3, 1, 50, context="other")], above)) == ["pre-existing"]


def test_a_notebook_on_one_line_is_matched_by_cell_id_then_by_what_it_says() -> None:
    whole = modified("eda.ipynb", Hunk(1, 1, 1, 1))
    base = [in_cell(2, 1, 1, "c2", context="a"), in_cell(5, 3, 1, "c5", context="b")]
    head = [in_cell(3, 1, 1, "c2", context="a2"), in_cell(9, 9, 1, context="b"), in_cell(4, 1, 1, "c4", context="c")]
    assert [(f.at.cell, f.scope) for f in compared(base, head, whole).findings] == [
        (3, "pre-existing"), (4, "introduced"), (9, "pre-existing"),
    ]  # fmt: skip


LINES = st.lists(st.sampled_from(["leak a", "leak b", "x", "y", "z"]), max_size=12)


def in_lines(text: list[str]) -> list[Finding]:
    return [finding(line=n, context=line) for n, line in enumerate(text, start=1) if line.startswith("leak")]


@given(LINES, LINES)
def test_no_finding_is_lost_or_counted_twice(base: list[str], head: list[str]) -> None:
    before, now = in_lines(base), in_lines(head)
    result = compared(before, now, modified("train.py", *hunks(base, head)))
    count = Counter(scopes(result))
    assert sum(count.values()) == len(now)
    assert count["pre-existing"] + len(result.fixed) == len(before)


@given(LINES)
def test_an_unchanged_file_introduces_nothing(text: list[str]) -> None:
    result = compared(in_lines(text), in_lines(text), modified("train.py"))
    assert set(scopes(result)) <= {"pre-existing"}
    assert result.fixed == ()


@given(LINES, st.integers(0, 12))
def test_only_an_added_leak_is_introduced(text: list[str], at: int) -> None:
    head = [*text[:at], "leak new", *text[at:]]
    result = compared(in_lines(text), in_lines(head), modified("train.py", *hunks(text, head)))
    assert [f.context for f in result.findings if f.scope == "introduced"] == ["leak new"]


def test_what_is_left_of_a_graver_finding_was_there_before() -> None:
    base, milder = finding(line=3, context="a"), finding(line=12, context="b", severity=Severity.LOW)
    files = modified("train.py", Hunk(2, 1, 3, 1), Hunk(11, 1, 12, 1))
    assert scopes(compared([base], [milder], files)) == ["pre-existing"]
    assert scopes(compared([milder], [base], files)) == ["introduced"]
    assert scopes(compared([base], [replace(milder, title="Other words")], files)) == ["introduced"]
