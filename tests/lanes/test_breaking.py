"""A tool that breaks over a file is asked without it; what it does not see is named, and the search for it ends."""

from __future__ import annotations

from collections.abc import Callable

from mle_reviewer.lanes.breaking import without_breaking
from mle_reviewer.lanes.tool import Report

SQL = tuple(f"{number:02}.sql" for number in range(57))


def asked(bad: set[str], starts: list[int]) -> Callable[[tuple[str, ...]], Report | str]:
    def answer(paths: tuple[str, ...]) -> Report | str:
        starts.append(len(paths))
        if bad & set(paths):
            return Report("incomplete", "its output cannot be read", unreadable=True)
        return Report("passed", f"nothing found in {len(paths)} files")

    return answer


def test_the_others_are_seen() -> None:
    starts: list[int] = []
    report = without_breaking(asked({"07.sql", "40.sql"}, starts), SQL)
    assert report == Report(
        "incomplete", "nothing found in 55 files; it breaks over 07.sql, 40.sql, which it has not seen"
    )
    assert len(starts) < 26


def test_what_does_not_break_is_asked_once() -> None:
    starts: list[int] = []
    assert without_breaking(asked(set(), starts), SQL) == Report("passed", "nothing found in 57 files")
    assert starts == [57]


def test_a_tool_that_breaks_over_everything_is_given_up() -> None:
    starts: list[int] = []
    report = without_breaking(asked(set(SQL), starts), SQL)
    assert isinstance(report, Report)
    assert report.unreadable
    assert len(starts) < 26


def test_a_skipped_tool_stays_so() -> None:
    assert without_breaking(lambda _paths: "no SQL", SQL) == "no SQL"
