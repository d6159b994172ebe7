"""Promotions that no comparison of a figure stands before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.terms import Attr, Const, Element, Item, Param, Term
from mle_reviewer.system.questions.gating.gates import Gates
from mle_reviewer.system.questions.gating.promotions import into
from mle_reviewer.system.questions.values.ways import Way, ways

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_DEEPEST: Final = 3
_BACK: Final = frozenset({"rollback", "revert", "restore", "reset", "undo", "roll"})


def is_open(gates: Gates, way: Way) -> bool:
    """Whether nothing on a way asks how good something is."""
    asked = any(gates.judges(branch) or gates.first(branch, then=then) for branch, then in way.around)
    return not asked and not gates.guards(way.before)


def ungated(system: System) -> tuple[Sign, ...]:
    """The calls that put a version where it is used, or where whoever starts them says, on a way without a gate."""
    gates = system.once(Gates)
    found = []
    for sign in system.signed("promote"):
        if system.reached.how(sign.routine) is None or not (into(system, sign) or _as_told(system, sign)):
            continue
        if _BACK & set(words(sign.routine.name)):
            continue  # the version that was in use before has passed already
        if any(is_open(gates, way) for way in ways(gates.world, sign.routine, sign.call)):
            found.append(sign)
    return tuple(found)


def registered_ungated(system: System) -> tuple[Sign, ...]:
    """The calls that enter a version into a registry before any gate, where nothing says later which one is used."""
    if system.signed("promote") or not system.signed("load-registered"):
        return ()
    gates = system.once(Gates)
    entering = [one for one in system.signed("log-model") if _is_told(one.given("registered"))]
    return tuple(
        sign
        for sign in (*system.signed("register"), *entering)
        if system.reached.how(sign.routine) is not None
        and any(is_open(gates, way) for way in ways(gates.world, sign.routine, sign.call))
    )


def registered_gated(system: System) -> bool:
    """Whether what enters the registry is seen here, and every way to it asks how good the model is."""
    gates = system.once(Gates)
    entering = [one for one in system.signed("log-model") if _is_told(one.given("registered"))]
    signs = (*system.signed("register"), *entering)
    return bool(signs) and not any(
        is_open(gates, way) for sign in signs for way in ways(gates.world, sign.routine, sign.call)
    )


def _is_told(term: Term | None) -> bool:
    return term is not None and not (isinstance(term, Const) and term.value is None)


def _as_told(system: System, sign: Sign) -> bool:
    """Whether the alias or stage is an option that is not known here."""
    given = [term for slot in ("alias", "stage") if (term := sign.given(slot)) is not None]
    if any(_told_somewhere(system, one) for one in given):
        return False  # some of those who call it say where to, and that is known
    return any(isinstance(one, (Param, Attr, Item, Element)) and not system.indexed.constants(one) for one in given)


def _told_somewhere(system: System, term: Term, depth: int = 0) -> bool:
    """Whether some caller gives a parameter a text that stands in the code."""
    if isinstance(term, Const):
        return isinstance(term.value, str)
    if not isinstance(term, Param) or depth >= _DEEPEST:
        return False
    return any(_told_somewhere(system, one, depth + 1) for one in system.indexed.given(term))
