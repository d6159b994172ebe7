"""Promotions: where a version of a model becomes the one that is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import IN_USE, words
from mle_reviewer.system.code.terms import Call, Choice, Const, Result, Term, Text, alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.system.code.world import World
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_ADDRESS: Final = "models:/"
_APPROVED: Final = frozenset({"approved"})


@dataclass(frozen=True, slots=True)
class Promotion:
    """A call after which another version is in use. `into` is the stage or alias, "" where nobody can tell."""

    sign: Sign
    into: str


def promotions(system: System) -> list[Promotion]:
    """The calls that put a version where it is used, by an alias, stage or state that says so."""
    return [Promotion(sign, said) for sign in system.signed("promote") if (said := into(system, sign))]


def into(system: System, sign: Sign) -> str:
    """The alias, stage or state of what is in use that a call puts a version into; "" for any other."""
    given = [term for slot in ("alias", "stage") if (term := sign.given(slot)) is not None]
    if any(isinstance(term, Choice) for term in given):
        return ""  # decided by a branch before: that is where it is asked
    named = [text for term in given for text in _said(system.indexed, term)]
    known = next((one for one in named if set(words(one)) & (IN_USE | _APPROVED)), "")
    asked = system.once(_asked_for)
    return known or next((name for term in given for name in _settings(system.indexed, term) if name in asked), "")


def _settings(world: World, term: Term) -> Iterator[str]:
    """The variables of the environment that a term may be."""
    for call in (one.call for one in alternatives(term) if isinstance(one, Result)):
        if call.args and any(entry.effect == "environment" for entry in world.entries(call)):
            yield from (one for one in world.constants(call.args[0]) if isinstance(one, str))


def _asked_for(system: System) -> frozenset[str]:
    """The variables of the environment that say which version some code asks a registry for."""
    found: set[str] = set()
    for routine in system.routines():
        for text, _ in routine.spoken():
            if isinstance(text, Text) and isinstance(text.parts[0], str) and text.parts[0].startswith(_ADDRESS):
                found |= {name for part in text.parts if isinstance(part, Result)
                          for name in _settings(system.indexed, part)}  # fmt: skip
    return frozenset(found)


def _said(world: World, term: Term) -> list[str]:
    """The texts that a term may be: constants, and what a setting is where nobody sets it."""
    found = [one for one in world.constants(term) if isinstance(one, str)]
    calls = [one.call for one in alternatives(term) if isinstance(one, Result)]
    return [*found, *(usual for call in calls if (usual := _usual(world, call)) is not None)]


def _usual(world: World, call: Call) -> str | None:
    if any(entry.effect == "environment" for entry in world.entries(call)) and len(call.args) > 1:
        usual = call.args[1]
        return usual.value if isinstance(usual, Const) and isinstance(usual.value, str) else None
    return None
