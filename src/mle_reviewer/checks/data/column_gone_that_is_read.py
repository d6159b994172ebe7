"""A migration takes away, or renames, a column or table that queries of features, training or serving still read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.data.migrated import Migrated, gone
from mle_reviewer.system.questions.data.preparing import answering
from mle_reviewer.system.questions.data.tables_read import Read, reads
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from collections.abc import Sequence

CARD = Card(
    area="DL",
    title="Column gone that is read",
    items=("DL1",),
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    lane="database-reviewer",
)


def find(system: System) -> Iterator[Finding]:
    """Columns and tables that no migration puts back, each with the queries that name them still."""
    for one in gone(system):
        change = one.change
        found = _readers(system, one)
        if not found:
            continue
        what = f"`{one.table}.{change.column}`" if change.column else f"table `{one.table}`"
        done = f"renamed to `{change.to}`" if "renamed" in change.kind else "dropped"
        served = [
            read for read in found if read.routine and (read.routine.path, read.routine.function) in answering(system)
        ]
        words = Words(
            title=f"{what[0].upper()}{what[1:]} is {done} and still read",
            issue=f"{_places(found)} {'reads' if len(found) == 1 else 'read'} it: after this migration "
            f"{'requests fail' if served else 'the query fails, and what is built or trained with it stops'}.",
            fix="Change the readers first (or in the same change), or keep the old name as a view until they are.",
        )
        trace = [Step(one.at, f"{what} is {done}"), *(Step(read.at, "read here") for read in found[:3])]
        severity = Severity.HIGH if served else None
        context = f"{change.kind} {one.table} {change.column}"
        yield stated(CARD, one.at, words, trace, context=context, severity=severity)


def _readers(system: System, one: Migrated) -> Sequence[Read]:
    """The places that read what is gone, one for each line."""
    known = reads(system)
    if one.change.column:
        found = list(known.get((one.table, one.change.column), ()))
    else:
        found = [read for (table, _), some in known.items() if table == one.table for read in some]
    places = {(read.at.path, read.at.line): read for read in found if read.at.path != one.at.path}
    return [places[key] for key in sorted(places)]


def _places(found: Sequence[Read]) -> str:
    first = found[0].at
    more = f" and {len(found) - 1} more {'place' if len(found) == 2 else 'places'}" if len(found) > 1 else ""  # noqa: PLR2004
    return f"{first.path}:{first.line}{more}"
