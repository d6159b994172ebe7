"""Choices of columns: what of the statistics that they go by has seen the labels."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.excluding import separates
from mle_reviewer.flow.facts.rows import Rows, Step, union
from mle_reviewer.flow.facts.values import Learned, Value

_CLASSES: Final = frozenset({"==", "!=", "in", "not in"})


def choosing(cx: Context, learned: Learned) -> Learned:
    """What a choice of columns carries into every row: only what saw the labels (a choice without them is weak)."""
    if not learned:
        return learned
    acts = cx.record.acts
    seen = frozenset(n for n in learned if acts[n].supervised and acts[n].what != "model")
    seen |= {_with_partners(cx, acts[n]) for n in learned - seen if acts[n].detail.get("partners")}
    return seen | _held_against(cx, [acts[n] for n in sorted(learned - seen) if _plain(acts[n])])


def one_answer(cx: Context, by: Value) -> Value:
    """What a condition tells whose answer chooses one of two values: of a statistic of a table, no more than yes or no.

    Of many answers (one for each group, row or part of the rows) the statistics could be read again: they stay strong.
    """
    data = data_of(by)
    whole = frozenset() if data.rows else frozenset(n for n in data.all_learned() if _of_a_table(cx.record.acts[n]))
    if not whole:
        return by
    return data.but(learned=data.all_learned() - whole, cols={})


def _of_a_table(act: Act) -> bool:
    plain = _plain(act) and not act.supervised and not act.detail.get("per") and bool(act.rows)
    return plain and all(step[0] == "side" for _root, steps, _arms in act.rows for step in steps)


def _plain(act: Act) -> bool:
    return act.what == "statistic" and not act.detail.get("partners")


def _with_partners(cx: Context, act: Act) -> int:
    """Statistics of columns times something of each row, or of each class: a choice sees the labels if it was those."""
    words = f"{act.words.partition(' ')[0]} tells how columns go with a target"
    told = cx.record.retold(act, ("selection", act.rows), what="selection", supervised=True, words=words)
    told.detail["targets"] = act.detail["partners"]
    return told.number


def _held_against(cx: Context, found: list[Act]) -> Learned:
    """Statistics of both sides of a condition that asks which class a row is of: a choice by them sees the labels."""
    pairs = [(a, b) for number, a in enumerate(found) for b in found[number + 1 :] if _opposite(a.rows, b.rows)]
    return frozenset(
        cx.record.add(
            "learn", one.place, key=("sides", one.rows, other.rows), rows=_of_both(one.rows, other.rows),
            what="selection", strong=True, supervised=True,
            words=f"{one.words.partition(' ')[0]} of each class chooses columns",
        ).number
        for one, other in pairs
    )  # fmt: skip


def _of_both(rows: Rows, others: Rows) -> Rows:
    """The rows of several classes together: those that were told apart, where nobody knows what is of neither."""
    asked = [steps[-1] if steps else ("",) for _root, steps, _arms in (*rows, *others)]
    if not all(step[0] == "mask" for step in asked):
        return union(rows, others)
    return frozenset((root, steps[:-1], arms) for root, steps, arms in union(rows, others))


def _opposite(rows: Rows, others: Rows) -> bool:
    """Whether rows are told apart by a condition on classes alone."""
    return any(
        a[1][:-1] == b[1][:-1] and _two_classes(a[1][-1], b[1][-1])
        for a in rows for b in others if a[0] == b[0] and a[1] and b[1]
    )  # fmt: skip


def _two_classes(one: Step, other: Step) -> bool:
    if one[0] == "where" and one[2] in _CLASSES:
        return separates(one, other)
    if one[0] != "mask" or other[0] != "mask":
        return False
    # An array held against two values: whose rows these are and how they are compared is the same, not the place.
    asked = [step[1] for step in (one, other) if isinstance(step[1], tuple) and len(step[1]) > 3]
    return separates(one, other) or (len(asked) == 2 and asked[0][3:5] == asked[1][3:5] and asked[0][3] in _CLASSES)


def by_label(cx: Context, learned: Learned) -> Learned:
    """Of an association of columns, the part for one named column (the label): a choice by it sees the labels."""
    found = set(learned)
    for number in learned:
        act = cx.record.acts[number]
        if act.what == "screening":
            seen = cx.record.add(
                "learn", act.place, key=("selection", act.rows), rows=act.rows, what="selection", strong=True,
                supervised=True, words=act.words.replace("by their values", "by the labels"),
            )  # fmt: skip
            found.discard(number)
            found.add(seen.number)
    return frozenset(found)
