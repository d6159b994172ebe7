"""A query multiplies rows: tables stand beside each other untied, or two lists of one thing are summed at once."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.data.multiplied import Multiplied, multiplied
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Rows multiplied by a join",
    items=("DL3",),
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    lane="database-reviewer",
)


def find(system: System) -> Iterator[Finding]:
    """Comma joins without a condition that ties them; sums over one of two tables that both have many rows a key."""
    said = set()
    for one in multiplied(system):
        at = one.written.place(one.pos)
        if at in said:
            continue
        said.add(at)
        first, second = one.tables
        words = _beside(first, second) if one.how == "comma" else _summed(one)
        trace = [Step(at, "stands beside the others by a comma; no condition ties it to them")]
        if one.how == "lists":
            trace = [
                *(Step(where, f"`{name}` may have many rows for it: no key is joined by")
                  for where, name in zip(one.declared, one.tables, strict=True)),
                Step(at, f"`{one.column}` over `{first}`, whose rows come once for each row of `{second}`"),
            ]  # fmt: skip
        yield stated(CARD, at, words, trace, context=f"{at.path} {first} {second} {one.how}")


def _beside(first: str, second: str) -> Words:
    return Words(
        title=f"Each row of `{first}` is put beside each row of `{second}`",
        issue="No condition ties the two, so the query gives every pair: sums and counts come out multiplied, labels "
        "are repeated beside features of others, and the query grows with the product of both tables.",
        fix="Join by the key that both have; where every pair is meant, say `CROSS JOIN`.",
    )


def _summed(one: Multiplied) -> Words:
    first, second = one.tables
    return Words(
        title=f"`{one.column}` over `{first}` counts each row once for every row of `{second}`",
        issue="Both tables have many rows for one key, and joined at once they give every pair: sums and counts of one "
        "are multiplied by how many rows the other has. The feature is wrong wherever both have more than one.",
        fix=f"Sum each by its key first (a CTE for `{first}` and one for `{second}`), then join the sums.",
    )
