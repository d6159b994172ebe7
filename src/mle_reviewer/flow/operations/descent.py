"""Models trained by hand: a loop moves weights by how far off what they say is from another value of the same rows.

What is learned of rows by a difference that it went into itself (`w -= rate * X.T @ (X @ w - y)`) is no plain
statistic: its weights say of other rows what the labels are.
"""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.overlaps import disjoint
from mle_reviewer.flow.facts.rows import Rows
from mle_reviewer.flow.facts.values import NO_IDS, PAIRED, TURNED, UNKNOWN, Data, Seq, state

_OFF: Final = "off"  # the trait of how far what statistics make of rows is from another value of these: which value
_FIT: Final = "fit"  # the detail of what weights learned that names the act of training them
_WEIGHING: Final = frozenset({"*", "@", "+", "-"})


def told(cx: Context, op: str, left: Data, right: Data, made: Data) -> Data:
    """What `left op right` made, with the mark of an error, or of what weights trained by hand say of other rows."""
    if made.fits or op not in _WEIGHING or not (left.learned or right.learned):
        return made
    if left.rows and right.rows:
        return _off(cx, left, right, made) if op == "-" and left.rows == right.rows else made
    fits = _fits(cx, left, right) if left.rows else _fits(cx, right, left)
    return made.but(fits=fits) if fits else made


def _off(cx: Context, left: Data, right: Data, made: Data) -> Data:
    mine, theirs = left.all_learned(), right.all_learned()
    truth = right if theirs < mine else left if mine < theirs else None
    if truth is None or _of_itself(truth, left if truth is right else right):
        return made
    return made.but(traits=made.traits | {(_OFF, str(cx.identity(truth)))})


def _of_itself(truth: Data, said: Data) -> bool:
    """Whether a value is held against what it went into itself: a running mean of it tells it by nothing else."""
    made_of = {part[:2] for part in said.parts or ()}
    return any(part[:2] in made_of for part in truth.parts or ())


def _fits(cx: Context, data: Data, weights: Data) -> frozenset[int]:
    """The fits whose weights say something of these rows, which they have not seen."""
    if not data.rows or not weights.learned:
        return NO_IDS
    acts = cx.record.acts
    found = {acts[number].detail.get(_FIT, 0) for number in weights.all_learned()} - {0}
    return frozenset(number for number in found if disjoint(acts[number].rows, data.rows))


def is_error(data: Data) -> bool:
    """Whether a value says how far what statistics make of each row is from another value of it."""
    return any(trait[0] == _OFF for trait in data.traits)


def is_vector(listed: Seq) -> bool:
    """Whether a list holds numbers that products of two values of a row went into, as weights that a row moves."""
    held = [data_of(item) for item in listed.items]
    return listed.kind == "list" and any(PAIRED in one.traits for one in held) and all(one.rows for one in held)


def trained(cx: Context, frame: Frame, learned: Act, made_of: Data, rows: Rows, pos: int) -> None:
    """Tells of what was learned of rows, if an error that it went into itself is what it is made of, that it trains."""
    number = next((trait[1] for trait in sorted(made_of.traits) if trait[0] == _OFF), None)
    if number is None or _FIT in learned.detail:
        return
    acts = cx.record.acts
    before = [acts[one] for one in made_of.all_learned()]
    if not any(one.place == learned.place and one.rows == learned.rows for one in before):
        return
    label = state(cx.by_identity(int(number)))  # type: ignore[arg-type]
    if not isinstance(label, Data):
        return
    carried = frozenset(one.number for one in before if one.rows != learned.rows)
    fit = next((one for one in cx.record.of("fit") if one.detail.get("by hand") == (rows, frame.chain)), None)
    if fit is None:
        fit = cx.record.add(
            "fit", cx.place(frame, pos), key=("by hand", rows, frame.chain), rows=rows, learned=carried,
            words="the loop trains weights",
        )  # fmt: skip
        features = Data(rows, carried, "array").but(traits=made_of.traits - {TURNED})
        fit.detail.update({
            "by hand": (rows, frame.chain), "labels": label.but(rows=rows, column=label.column), "features": features,
            "validation": UNKNOWN, "name": "by hand", "role": "estimator", "selects": False, "stopping": False,
            "weights": False,
        })  # fmt: skip
    learned.detail[_FIT] = fit.number


__all__ = ["is_error", "is_vector", "told", "trained"]
