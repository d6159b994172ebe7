"""Files whose names tell a period overlap where more than an edge is shared, and nothing else in the names differs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from mle_reviewer.flow.facts.acts import Place, Record
from mle_reviewer.flow.facts.rows import Rows, narrow, source
from mle_reviewer.flow.operations.extracts import overlap


def _overlap(*names: object, steps: tuple[Any, ...] = ()) -> bool:
    record = Record()
    rows: list[Rows] = []
    for number, name in enumerate(names):
        root = record.root("load", Place("a.py", number), "read", ("stored", "", name))
        rows.append(narrow(source(root), *steps))
    return overlap(cast("Any", SimpleNamespace(record=record)), rows)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("x_2021-01_2022-06.csv", "x_2022-01_2022-12.csv"), True),
        (("x_2019_2021.csv", "x_2020_2022.csv"), True),
        (("x_20210101-20211231.csv", "x_20211201-20220630.csv"), True),
        (("x-2021Q1-2021Q4.csv", "x-2021Q3-2022Q2.csv"), True),
        (("x_2021-01_2021-06.csv", "x_2021-06_2021-12.csv"), False),
        (("a_2019_2021.csv", "b_2020_2022.csv"), False),
        (("x_2019_2021.csv", "x_2019_2021.csv"), False),
        (("x_2021.csv", "x_2022.csv"), False),
        (("x_2021_2019.csv", "x_2020_2018.csv"), False),
        ((("csv", "x_2019_2021.csv"), ("csv", "x_2020_2022.csv")), True),
        ((None, "x_2020_2022.csv"), False),
    ],
)
def test_names_tell_periods(names: tuple[object, ...], expected: bool) -> None:  # noqa: FBT001 - one of a table
    assert _overlap(*names) is expected


def test_a_part_in_time_is_no_whole_file() -> None:
    names = ("x_2019_2021.csv", "x_2020_2022.csv")
    assert _overlap(*names, steps=(("where", "kind", "==", ("literal", "a")),))
    assert not _overlap(*names, steps=(("where", "day", "<", ("literal", "2020")),))
