"""What random draws depend on: a seed given, a generator that was seeded, or the seed of the whole program."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import is_missing, symbol
from mle_reviewer.flow.facts.values import ANEW, UNKNOWN, WORD, Box, Const, Obj, Value, state
from mle_reviewer.flow.operations.call import Call, Effect, argument_of

GIVEN: Final = ("given",)  # a seed that nobody knows
_SEED: Final = "(seed"
_DRAWN: Final = "(drawn"


def drawn_by(call: Call, seed: Value | None, what: Hashable) -> Hashable:
    """What tells two draws of `what` apart; None where nothing fixes them, so that each is another one.

    Seeds that nobody knows count as one, as do those asked for under one name: nobody can say that they differ. A
    seeded generator, and the program's own, gives something else at every draw, and at each start the same again.
    """
    if seed is not None and not is_missing(seed):
        inner = state(seed)
        if isinstance(inner, Obj):
            return _of_generator(call, seed, inner)
        return _named(symbol(seed))
    if call.receiver is not None and isinstance(state(call.receiver), Obj):
        made = _of_generator(call, call.receiver, state(call.receiver))
        if made is not None or _seed_of(state(call.receiver)) is not None:
            return made
    return None if call.cx.seeded is None else ("program", call.cx.seeded, call.cx.draws(what))


def by_chance(call: Call, seed: Value | None) -> bool:
    """Whether surely nothing fixes what is drawn: another program, or another call, draws something else."""
    return drawn_by(call, seed, call.cx.place(call.frame, call.pos)) is None and not call.cx.seeds


def _named(key: Hashable) -> Hashable:
    if key is None:
        return GIVEN
    if isinstance(key, tuple) and key[:1] == (WORD,):
        return GIVEN  # one word of the command line may well be another
    return key[:2] if isinstance(key, tuple) and key[:1] == ("argument",) else key


def _seed_of(inner: Obj) -> Value | None:
    return inner.attrs.get(_SEED) or argument_of(inner, "seed")


def _of_generator(call: Call, generator: Value, inner: Obj) -> Hashable:
    seed = _seed_of(inner)
    if seed is None or is_missing(seed):
        return None
    drawn = inner.attrs.get(_DRAWN)
    count = drawn.value if isinstance(drawn, Const) and isinstance(drawn.value, int) else 0
    if isinstance(generator, Box):
        call.cx.write(generator, inner.but(attrs={**inner.attrs, _DRAWN: Const(count + 1)}))
    return ("generator", _named(symbol(seed)), count)


def drawn_anew(call: Call) -> frozenset[tuple[str, ...]]:
    """The trait of rows that a plan draws without a seed: each use of them may draw others."""
    if not call.entry.slots.get("anew") or not is_missing(call.slot("seed")):
        return frozenset()
    words = f"{call.name} without a seed"
    act = call.cx.record.add("arm", call.cx.place(call.frame, call.pos), key="anew", words=words)
    return frozenset([(ANEW, str(act.number))])


def seeded(call: Call, made: Value) -> Value:
    """A generator that was just made, with its seed."""
    if isinstance(made, Box) and isinstance(made.state, Obj) and "seed" in call.entry.slots:
        seed = call.slot("seed")
        if seed is not None:
            call.cx.write(made, made.state.but(attrs={**made.state.attrs, _SEED: seed}))
    return made


def seed(call: Call) -> Value:
    """Fixes a generator, or every draw of the program that names no other."""
    given = call.slot("seed")
    owner = call.box
    if owner is not None and isinstance(owner.state, Obj):
        attrs = {**owner.state.attrs, _SEED: given if given is not None else UNKNOWN}
        attrs.pop(_DRAWN, None)
        call.cx.write(owner, owner.state.but(attrs=attrs))
        return owner
    call.cx.reseed(None if given is None or is_missing(given) else _named(symbol(given)))
    return call.cx.fresh(UNKNOWN)


EFFECTS: Final[dict[str, Effect]] = {"seed": seed}
