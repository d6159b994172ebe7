"""Sets of what was predicted and is true have right predictions in common; listed files, less some of them."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of
from mle_reviewer.flow.facts.rows import narrow
from mle_reviewer.flow.facts.values import HITS, LISTED, NONE, Box, Const, Data, Value, state
from mle_reviewer.flow.operations import comparing, distinct

MET: Final = ("met",)  # the trait of the right predictions that two sets have in common: how many, their number says
_NONE: Final = ("met", "none")  # the trait of the answer whether they have nothing in common
_ASKED: Final = frozenset({"isdisjoint", "issubset", "issuperset"})
_OUT: Final = frozenset({"remove", "discard", "difference", "difference_update"})
_MADE: Final = frozenset({"intersection"})
METHODS: Final = _ASKED | _OUT | _MADE


def common(x: Data, y: Data) -> Data | None:
    """What is both predicted and true; None where not one of two is predicted, or where they are conditions on rows."""
    if "mask" in {x.kind, y.kind} or HITS in x.traits | y.traits:
        return None
    hits = comparing.right_texts(x, y)
    return hits.but(traits=hits.traits | {MET}) if hits is not None else None


def less(x: Data, y: Data) -> Data:
    """What a set has and another has not: rows of the first alone. `y` itself where it is no set of rows."""
    others = x.rows and y.rows and x.rows != y.rows and not x.fits and not y.fits
    sets = others and any(trait[0] == distinct.DISTINCT for trait in y.traits)
    return Data(learned=y.all_learned(), kind="stat") if sets else y


def but_some(cx: Context, files: Data, out: Value) -> Data:
    """Listed files without some of them: which these are, nobody knows."""
    return files.but(rows=narrow(files.rows, ("mask", ("less", cx.identity(out)), True)))


def left_over(cx: Context, given: Data, out: Value) -> Data | None:
    """Listed files without some of them, row numbers in a set without others; None of anything else."""
    if LISTED in given.traits and not isinstance(out, Const):
        return but_some(cx, given, out)
    taken = data_of(out)
    picks = taken.picks or ()
    if given.kind != "indices" or taken.kind != "indices" or len(picks) != 1 or picks[0][0] not in {"side", "slice"}:
        return None
    if not any(trait[0] == distinct.DISTINCT for trait in given.traits | taken.traits):
        return None  # numbers less others, one by one
    return given.but(picks=(*(given.picks or ()), *comparing.others(picks)))


def method(cx: Context, receiver: Value, name: str, args: list[Value]) -> Value | None:
    """What a method of sets says of predictions and the truth, or takes out of listed files; None of others."""
    files = state(receiver)
    if name in _OUT and args and isinstance(files, Data) and LISTED in files.traits and files.kind == "series":
        left = but_some(cx, files, args[0])
        if name == "difference":
            return cx.fresh(left)
        if isinstance(receiver, Box):
            cx.write(receiver, left)
        return NONE
    if name == "difference" and len(args) == 1 and (fewer := left_over(cx, data_of(receiver), args[0])) is not None:
        return cx.fresh(fewer)
    if len(args) != 1 or name not in _ASKED | _MADE:
        return None
    met = common(data_of(receiver), data_of(args[0]))
    if met is None or name in _MADE:
        return None if met is None else cx.fresh(met)
    return cx.fresh(met.but(kind="mask", traits=met.traits - {MET} | ({_NONE} if name == "isdisjoint" else set())))


def turned(data: Data) -> Data | None:
    """`not` of whether two sets have nothing in common: the truths of right predictions; None of anything else."""
    return data.but(traits=data.traits - {_NONE}) if _NONE in data.traits else None


def number(data: Data) -> Data | None:
    """How many of the predictions for a row are right, the length of what two sets have in common; None of others."""
    if MET not in data.traits or not (data.fits and data.rows):
        return None
    return data.but(kind="mask", type=None, traits=data.traits - {MET})
