"""Deeds of base and head are the same one by place, statement, hunk, file or rows, and never across rows."""

from __future__ import annotations

from mle_reviewer.flow.questions.deeds import By, Cut, Deeds, Split
from mle_reviewer.review.linemap import FileMap
from mle_reviewer.review.pairing import changed_deeds
from mle_reviewer.sources.change import ChangedFile, Hunk
from mle_reviewer.sources.location import Location
from tests.review.making import place


def split(line: int, path: str = "train.py", *, by: By = "chance", rows: str = "read_csv('a.csv')", **more) -> Split:
    at = Location(path, line, end_line=line, raw_line=line, **more.pop("at", {}))
    cut = Cut(by, at, "train_test_split", deliberate=by == "position")
    context = more.pop("context", f"split at {line}")
    return Split(at=at, words="train_test_split", context=context, sources=frozenset([rows]), cut=cut)


def lines(base: Deeds, head: Deeds, *files: ChangedFile) -> list[tuple[int, int]]:
    pairs = changed_deeds(base, head, FileMap.of(files)).pairs
    return [(one.at.line, other.at.line) for one, other in pairs]


INSERTED = ChangedFile("train.py", "train.py", "modified", (Hunk(1, 0, 2, 3),))
REPLACED = ChangedFile("train.py", "train.py", "modified", (Hunk(5, 1, 5, 2),))
REWRITTEN = ChangedFile("train.py", "train.py", "modified", (Hunk(1, 9, 1, 9),))


def test_a_line_that_moved_down() -> None:
    assert lines((split(4),), (split(7, by="position"),), INSERTED) == [(4, 7)]


def test_a_renamed_file() -> None:
    renamed = ChangedFile("new.py", "train.py", "renamed", ())
    assert lines((split(4),), (split(4, "new.py"),), renamed) == [(4, 4)]


def test_an_equal_statement_goes_before_the_hunk() -> None:
    base = (split(2, context="a"), split(5, context="b"))
    head = (split(3, context="b"), split(8, context="a"))
    assert sorted(lines(base, head, REWRITTEN)) == [(2, 8), (5, 3)]


def test_what_one_hunk_replaced() -> None:
    assert lines((split(5, by="position"),), (split(6),), REPLACED) == [(5, 6)]


def test_in_a_hunk_the_unchanged_are_paired_first() -> None:
    base = (split(2, by="position", context="a"), split(3, context="b"))
    head = (split(2, context="c"), split(3, by="position", context="d"))
    assert sorted(lines(base, head, REWRITTEN)) == [(2, 3), (3, 2)]


def test_a_statement_that_moved_to_another_changed_file() -> None:
    other = ChangedFile("parts.py", None, "added", (Hunk(0, 0, 1, 9),))
    base, head = (split(5, context="same"),), (split(2, "parts.py", context="same"),)
    assert lines(base, head, REPLACED, other) == [(5, 2)]


def test_the_only_one_on_the_same_rows_in_another_file() -> None:
    other = ChangedFile("parts.py", None, "added", (Hunk(0, 0, 1, 9),))
    assert lines((split(5),), (split(2, "parts.py"),), REPLACED, other) == [(5, 2)]
    two = (split(2, "parts.py"), split(3, "parts.py"))
    assert lines((split(5),), two, REPLACED, other) == []


def test_code_does_not_move_between_strange_folders() -> None:
    gone = ChangedFile("one/train.py", "one/train.py", "deleted", ())
    other = ChangedFile("two/train.py", None, "added", (Hunk(0, 0, 1, 9),))
    below = ChangedFile("one/parts/cut.py", None, "added", (Hunk(0, 0, 1, 9),))
    assert lines((split(5, "one/train.py", context="a"),), (split(2, "two/train.py", context="a"),), gone, other) == []
    assert lines((split(5, "one/train.py"),), (split(2, "one/parts/cut.py"),), gone, below) == [(5, 2)]


def test_a_library_s_data_set_does_not_tell_deeds_apart() -> None:
    other = ChangedFile("parts.py", None, "added", (Hunk(0, 0, 1, 9),))
    base, head = (split(5, rows="load_iris"),), (split(2, "parts.py", rows="load_iris"),)
    assert lines(base, head, REPLACED, other) == []


def test_other_rows_are_another_deed() -> None:
    assert lines((split(5),), (split(6, rows="read_csv('b.csv')"),), REPLACED) == []


def test_parameters_may_be_any_rows() -> None:
    assert lines((split(5),), (split(6, rows=""),), REPLACED) == [(5, 6)]


def test_a_notebook_on_one_line_is_matched_by_its_cells() -> None:
    file = ChangedFile("a.ipynb", "a.ipynb", "modified", (Hunk(1, 1, 1, 1),))
    base, head = (
        Split(at=place("a.ipynb", line, cell=3, cell_id="c3", raw_line=1), words="s", context="x", cut=split(1).cut)
        for line in (2, 4)
    )
    assert lines((base,), (head,), file) == [(2, 4)]


def test_a_deed_in_an_untouched_file_stays_where_it_is() -> None:
    assert lines((split(4, "other.py"),), (split(4, "other.py", by="position"),), REPLACED) == [(4, 4)]
