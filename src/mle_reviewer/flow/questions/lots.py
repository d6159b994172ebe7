"""Lots: whether those of which something was learned stand whole on one side of a trial."""

from __future__ import annotations

from enum import Enum

from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.excluding import separates
from mle_reviewer.flow.facts.lots import LOT, WHOLE_LOTS, WITHIN, Lot
from mle_reviewer.flow.facts.rows import Atom, Step, roots
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.facts.windows import CUT, OVERLAPPING, STACK
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.trials import Trial, of_split

_PIECES = frozenset({CUT, STACK, OVERLAPPING, "pieces"})


class Standing(Enum):
    """How the examples of one lot stand to a trial."""

    WHOLE = "whole"  # on one side, all of them
    MIXED = "mixed"  # perhaps on both sides, though nobody cut the lot itself
    CUT = "cut"  # the lot itself was cut into what is trained on and what is judged


def standing(flow: Flow, learned: Act, trial: Trial) -> Standing | None:
    """How lots stand to a trial of which each taught something to itself alone; None of what was learned otherwise."""
    lot: Lot | None = learned.detail.get(LOT)
    if lot is None or learned.supervised:
        return None
    known = roots(learned.rows)
    found = {
        _of_atoms(flow, lot, one, other)
        for one in trial.fit.rows if one[0] in known for other in trial.rows if other[0] == one[0]
    }  # fmt: skip
    return next((one for one in (Standing.CUT, Standing.MIXED) if one in found), Standing.WHOLE)


def _of_atoms(flow: Flow, lot: Lot, one: Atom, other: Atom) -> Standing:
    told = {
        Standing.WHOLE if (one[0], _column(a)) in flow.record.of_lots else _of_step(flow, lot, a, b)
        for a in one[1] for b in other[1] if a != b and separates(a, b)
    }  # fmt: skip
    return next((one for one in (Standing.WHOLE, Standing.CUT) if one in told), Standing.MIXED)


def _column(step: Step) -> object:
    """The column that a condition asks about, None where it is no condition on one."""
    if step[0] == "mask" and isinstance(step[1], tuple) and step[1][0] == "member":
        return step[1][-1]
    return step[1] if step[0] == "where" else None


def _of_step(flow: Flow, lot: Lot, one: Step, other: Step) -> Standing:
    if one in lot.kept or other in lot.kept:
        return Standing.WHOLE
    if of_split(flow, one):
        split = flow.acts[one[1]]
        if split.detail.get(WITHIN):
            return Standing.CUT
        whole = split.detail.get(WHOLE_LOTS) or (split.detail.get("grouped") and not lot.names)
        return Standing.WHOLE if whole else Standing.MIXED
    return Standing.CUT if one in lot.parted or other in lot.parted else Standing.MIXED


def of_windows(fit: Act) -> bool:
    """Whether the examples are pieces of lots, windows of recordings, and not the rows that these have."""
    features = fit.detail.get("features")
    if isinstance(features, Data) and any(trait[0] in _PIECES for trait in features.traits):
        return True
    return bool(fit.rows) and all(any(map(_is_piece, atom[1])) for atom in fit.rows)


def _is_piece(step: Step) -> bool:
    """Whether rows are what stands between two places of which a loop, or a table, tells new ones each time."""
    return step[0] == "slice" and None not in step[2:] and any(not isinstance(bound, int) for bound in step[2:])


def of_itself(learned: Act) -> bool:
    """Whether what was learned is of one example, a window or a curve, of which no part was taken."""
    lot: Lot | None = learned.detail.get(LOT)
    return lot is not None and lot.alone and not lot.parted
