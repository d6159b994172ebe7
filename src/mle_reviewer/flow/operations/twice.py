"""Twice: whether parts that are put after each other hold the same examples, and whether that was seen."""

from __future__ import annotations

from collections.abc import Sequence

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.overlaps import Overlap, overlap
from mle_reviewer.flow.facts.rows import Rows, Step, contains
from mle_reviewer.flow.facts.values import FILE, HANDED, OF_PLACE, Data, Parts
from mle_reviewer.flow.operations.mirrored import mirrored
from mle_reviewer.flow.operations.row_numbers import rows_of


def again(cx: Context, pairs: Sequence[tuple[Data, Data]]) -> bool | None:
    """Whether parts put after each other hold some examples more than once: seen to (True), or by all that is known.

    None where nothing says so.
    """
    found: bool | None = None
    for one, other in pairs:
        if drawn_beside(cx, one, other) is not None:
            return True
        if repeats(cx, one, other):
            if seen(one, other):
                return True
            found = False
    return found


def repeats(cx: Context, first: Data, second: Data) -> bool:
    """Whether two parts put after each other are known to hold the same examples (columns of one and the same table).

    Two tables that were computed from the same rows may say something else of each: the same shop in two months.
    """
    one, other = rows_of(first), rows_of(second)
    if ranges_overlap(one, other):
        return True
    alike = first.source == second.source and first.source and first.only == second.only
    if (first.kind == "frame" and not alike) or _of_two_files(cx, first, second) or mirrored(first, second):
        return False
    if _groups(one) != _groups(other):
        return False  # one row for each group is none of those that the groups are of
    known = not any(step[0] in {"some", "thinned"} for atom in one | other for step in atom[1])
    if first.kind == second.kind == "indices" and any(atom[2] for atom in one | other):
        return False  # numbers of one part or of another: which, nobody knows
    return known and bool(one) and bool(other) and (contains(one, other) or contains(other, one))


def seen(first: Data, second: Data) -> bool:
    """Whether it was seen that two parts hold the same examples.

    What an unknown call made of rows may be of some of them, and another column says something else of each.
    """
    if any(trait[0] in {HANDED, OF_PLACE} for trait in first.traits ^ second.traits):
        return False
    if first.column != second.column and None not in {first.column, second.column}:
        return False
    return not any(
        _other_columns(first.made[name][1], second.made[name][1]) for name in first.made if name in second.made
    )


def _other_columns(one: Parts, other: Parts) -> bool:
    """Whether what stands in two tables under one name was another column of each, which is called so now."""
    told = [next(iter(parts)) for parts in (one, other) if parts is not None and len(parts) == 1]
    return len(told) == 2 and told[0] != told[1] and all(how == "=" for _source, _name, how in told)


def _groups(rows: Rows) -> frozenset[Step]:
    """The groups of which there is one row each."""
    return frozenset([step for _root, steps, _arms in rows for step in steps if step[0] == "groups"])


def _of_two_files(cx: Context, first: Data, second: Data) -> bool:
    """Whether one statement wrote two parts into files of their own: what differs from one to the next is in them."""
    one, other = ({trait[1] for trait in data.traits if trait[0] == FILE} for data in (first, second))
    if len(one) != 1 or len(other) != 1 or one == other:
        return False
    written, again = (cx.record.acts[int(number)].place for number in (*one, *other))
    return (written.path, written.pos) == (again.path, again.pos)


def ranges_overlap(one: Rows, other: Rows) -> bool:
    """Whether two extracts of a table, each of a range with known ends, share rows."""
    told = all(steps and all(step[0] == "where" for step in steps) for _root, steps, _arms in one | other)
    return told and one != other and overlap(one, other)[0] is Overlap.MUST


def drawn_beside(cx: Context, first: Data, second: Data) -> Act | None:
    """The act that drew one of two parts of a source with replacement: some rows then stand there more than once."""
    for one, other in ((first, second), (second, first)):
        roots = {atom[0] for atom in other.rows}
        for atom in one.rows:
            if atom[0] in roots and (act := replaced(cx, atom[1])) is not None:
                return act
    return None


def replaced(cx: Context, steps: tuple[Step, ...]) -> Act | None:
    """The act that drew rows with replacement, if that was what happened to them last."""
    number = steps[-1][1] if steps and steps[-1][0] == "some" else None
    act = cx.record.acts[number] if isinstance(number, int) and number < len(cx.record.acts) else None
    return act if act is not None and act.detail.get("replaced") else None
