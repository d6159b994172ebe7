"""The line map agrees with the texts that git compared, for any two texts."""

from __future__ import annotations

import difflib

from hypothesis import given
from hypothesis import strategies as st

from mle_reviewer.review.linemap import FileMap, LineMap
from mle_reviewer.sources.change import ChangedFile, Hunk

TEXTS = st.lists(st.sampled_from("abcdefg"), max_size=14)


def hunks(base: list[str], head: list[str]) -> tuple[Hunk, ...]:
    """The hunks as `git diff -U0` counts them: an empty side names the line before it."""
    return tuple(
        Hunk(i1 + (i2 > i1), i2 - i1, j1 + (j2 > j1), j2 - j1)
        for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, base, head, autojunk=False).get_opcodes()
        if tag != "equal"
    )


@given(TEXTS, TEXTS)
def test_a_line_maps_to_its_equal_or_to_none(base: list[str], head: list[str]) -> None:
    lines = LineMap(hunks(base, head))
    targets = [lines.to_head(number) for number in range(1, len(base) + 1)]
    kept = [target for target in targets if target is not None]
    assert kept == sorted(set(kept)), "order is kept and nothing is hit twice"
    for number, target in enumerate(targets, start=1):
        assert (target is None) == (lines.hunk_of_base(number) is not None)
        if target is not None:
            assert head[target - 1] == base[number - 1]
            assert lines.hunk_of_head(target) is None


@given(TEXTS, TEXTS)
def test_every_line_of_head_is_old_or_in_a_hunk(base: list[str], head: list[str]) -> None:
    lines = LineMap(hunks(base, head))
    old = {lines.to_head(number) for number in range(1, len(base) + 1)} - {None}
    brought = {number for number in range(1, len(head) + 1) if lines.hunk_of_head(number) is not None}
    assert old | brought == set(range(1, len(head) + 1))
    assert old & brought == set()


def test_a_file_without_hunks_is_the_same() -> None:
    assert LineMap().to_head(7) == 7


def test_names_on_both_sides() -> None:
    files = FileMap.of([
        ChangedFile("new.py", "old.py", "renamed", ()),
        ChangedFile("copy.py", "source.py", "copied", ()),
        ChangedFile("gone.py", "gone.py", "deleted", ()),
        ChangedFile("fresh.py", None, "added", ()),
    ])  # fmt: skip
    assert [files.head_path(p) for p in ("old.py", "source.py", "gone.py", "same.py")] == [
        "new.py", "source.py", None, "same.py",
    ]  # fmt: skip
    assert [files.base_path(p) for p in ("new.py", "copy.py", "fresh.py", "same.py")] == [
        "old.py", "source.py", None, "same.py",
    ]  # fmt: skip
