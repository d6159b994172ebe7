"""Vocabularies by hand: the words of many texts in one set, dict or counter are learned from all of those texts."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of, literal
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.rows import NO_ROWS, each_since, narrow
from mle_reviewer.flow.facts.values import FIELDS, UNKNOWN, Box, Const, Data, Learned, Map, Seq, Symbol, Value, state
from mle_reviewer.flow.operations.loops import chosen, loop_of, within_one
from mle_reviewer.flow.operations.slices import is_window

TOKENS: Final = ("tokens",)  # the trait of the words of a row's text
ONE: Final = ("one-word",)  # the trait of a single one of them, or of several that stand beside each other
_BETWEEN_FIELDS: Final = frozenset({",", ";", "\t", "|"})
_COLUMNS: Final = frozenset({"series", "array", "frame"})
_MANY: Final = ("words-of-many",)  # the trait of words that a loop took out of one row after the other
WORD: Final = "word"  # the kind of a word out of such a vocabulary


def words_of(cx: Context, made: Value, args: list[Value]) -> Value:
    """What a text gives that is split at its gaps: words."""
    data = state(made)
    if isinstance(data, Data) and data.rows and args and literal(args[0]) in _BETWEEN_FIELDS:
        return cx.fresh(data.but(traits=data.traits | {FIELDS}, column=data.column))
    if not isinstance(data, Data) or not data.rows or data.fits or (args and literal(args[0]) not in {None, " "}):
        return made
    return cx.fresh(data.but(traits=data.traits | {TOKENS}, column=data.column))


def of_many(cx: Context, value: Value) -> Value:
    """Words that loops within loops took out of one row after the other, in one list."""
    data = state(value)
    if not isinstance(data, Data) or ONE not in data.traits:
        return value
    return cx.fresh(data.but(traits=data.traits | {_MANY}, column=data.column))


def out_of(data: Data, one: Data) -> frozenset[tuple[str, ...]]:
    """What is known of `one` out of `data`: of the words of a row it is a word, of a column of such its words."""
    return one.traits | {ONE} if TOKENS in one.traits and data.kind not in _COLUMNS else one.traits


def put_together(data: Data) -> Data:
    """Words put together to a text: some that stand beside each other are one again, all of a text are that text."""
    if TOKENS not in data.traits:
        return data
    beside = all(is_window(steps) for _root, steps, _arms in data.rows)
    return data.but(traits=data.traits | {ONE} if beside else data.traits - {TOKENS, ONE, _MANY}, column=data.column)


def learned(
    cx: Context, value: Value | None, place: Place | None, since: int | None = None, loops: int = 0
) -> Data | None:
    """A word out of those of many rows, with what was learned by putting them together; None of what one row holds.

    `loops` is how many of them, begun not before `since`, must have taken the words: one of each row's words, two of
    each word; none where they are known to be of many rows.
    """
    data = data_of(value)
    if TOKENS not in data.traits or not data.rows or data.fits or place is None:
        return None
    if loops != 1 and ONE not in data.traits:
        return None  # what was made of all the words of one text
    whole = each_since(data.rows, cx.began, cx.store.count + 1 if since is None else since)
    running = (loop_of(cx, step) for _root, steps, _arms in data.rows for step in steps)
    taken = len({one.began for one in running if one is not None and one.began >= (since or 0)})
    if (taken < loops if loops else _MANY not in data.traits) or within_one(cx, whole):
        return None
    if any(loop_of(cx, step) for _root, taken, _arms in whole for step in taken):
        return None
    if since is not None:
        whole = narrow(whole, *chosen(cx, since, data))
    act = cx.record.add(
        "learn", place, key=(whole, "text-vocabulary", place.chain), rows=whole, what="text-vocabulary", strong=True,
        words="putting the words of all texts together learns a vocabulary",
    )  # fmt: skip
    return Data(NO_ROWS, data.all_learned() | {act.number}, WORD)


def counter(word: Data) -> Map:
    """A dict of such words, each with a number."""
    return Map({}, Data(NO_ROWS, word.learned, "stat"), word)


def told(cx: Context, found: Learned) -> Learned:
    """What of some statistics is a vocabulary."""
    return frozenset(n for n in found if cx.record.acts[n].what == "text-vocabulary")


def gathered(cx: Context, owner: Box, value: Value | None, place: Place | None = None) -> bool:
    """Whether words of many rows were put into a set or dict that outlives the loop over those rows."""
    word = learned(cx, value, place or cx.here, owner.number, 1 if place is None else 2)
    if word is None:
        return False
    inner = owner.state
    if isinstance(inner, Map):
        cx.write(owner, Map(inner.items, counter(word).rest, word, inner.factory))
    elif isinstance(inner, Seq):
        cx.write(owner, Seq(inner.items, word, inner.kind))
    return True


def asked(cx: Context, held: Value, key: Data) -> Data | None:
    """What a vocabulary says of a word of a row, or a row of a word of the vocabulary: it belongs to the row."""
    if not key.rows and key.kind != WORD:
        return None
    inner = state(held)
    word = data_of(inner.keys if isinstance(inner, Map) else inner.rest if isinstance(inner, Seq) else None)
    if word.kind == WORD:
        rest = data_of(inner.rest) if isinstance(inner, Map) else UNKNOWN
        found = word.learned | rest.all_learned() | key.all_learned()
        return Data(key.rows, found, "row" if key.rows else "stat").but(fits=key.fits)
    row = data_of(held)
    if key.kind == WORD and row.rows and not isinstance(inner, Map):
        return row.but(learned=row.all_learned() | key.learned, cols={}, column=None)
    return None


def placed(cx: Context, owner: Box, index: Value) -> bool:
    """Whether something was written at the place that a vocabulary gives a word: what is written there carries it."""
    found = told(cx, data_of(index).all_learned())
    inner = owner.state
    if not found:
        return False
    at = Data(data_of(index).rows, found, "row")
    if isinstance(inner, Seq):
        cx.write(
            owner, Seq(inner.items, cx.store.join(None if _number(inner.rest) else inner.rest, at, None), inner.kind)
        )
    elif isinstance(inner, Data):
        cx.write(owner, inner.but(learned=inner.learned | found, rows=inner.rows or at.rows))
    return True


def _number(value: Value | None) -> bool:
    return isinstance(value, Const) and not isinstance(value.value, Symbol)
