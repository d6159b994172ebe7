"""Prompts that a change rewrites: texts that code sends to a language model, other than they were sent before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.sources.document import decode
from mle_reviewer.system.code.terms import Call, Const, Term, Text
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.changes.guards import qualified
from mle_reviewer.system.questions.values.behind import behind

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.changed import Systems
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

_WORD: Final = re.compile(r"[^\W_]+")
_FEWEST: Final = 8  # words of a text that tells a model what to do
_LONGEST: Final = 20_000
_SHORTEST_LINE: Final = 12


@dataclass(frozen=True, slots=True)
class Prompt:
    """A text that a function sends to a language model, by its words; and the call that sends it."""

    text: str
    routine: Routine
    call: Call

    @property
    def words(self) -> tuple[str, ...]:
        """What it says, however it is set."""
        return tuple(word.lower() for word in _WORD.findall(self.text[:_LONGEST]))


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A prompt that is sent in other words: before, after, and the line of head that says so."""

    old: Prompt
    new: Prompt
    at: Location


def prompts(system: System) -> tuple[Prompt, ...]:
    """The texts that reached code sends to language models."""
    return system.once(_prompts)


def _prompts(system: System) -> tuple[Prompt, ...]:
    found: list[Prompt] = []
    for routine in system.routines():
        if system.reached.how(routine) is None:
            continue
        for call in routine.calls():
            if any(entry.effect == "ask" for entry in system.indexed.entries(call)):
                seen: set[str] = set()
                for text in _texts(system, routine, call):
                    if text not in seen and len(_WORD.findall(text[:_LONGEST])) >= _FEWEST:
                        seen.add(text)
                        found.append(Prompt(text, routine, call))
    return tuple(found)


def _texts(system: System, routine: Routine, call: Call) -> Iterator[str]:
    given: list[Term] = [*call.args, *(value for name, value in call.kwargs if name != "tools")]
    for term in given:
        for _where, one in behind(system, routine, term):
            if isinstance(one, Const) and isinstance(one.value, str):
                yield one.value
            elif isinstance(one, Text):
                yield " ".join(part if isinstance(part, str) else "{}" for part in one.parts)


def rewritten(systems: Systems) -> Iterator[Rewritten]:
    """Prompts of functions that both sides have, in words after the change that it wrote itself."""
    before, after = prompts(systems.before), prompts(systems.after)
    old, new = {one.words for one in before}, {one.words for one in after}
    gone = [one for one in before if one.words not in new]
    told: set[tuple[str, ...]] = set()
    for now in after:
        if now.words in old or now.words in told:
            continue
        key = now.routine.path, qualified(systems.after, now.routine)
        was = [
            one for one in gone
            if (systems.renamed(one.routine.path), qualified(systems.before, one.routine)) == key
        ]  # fmt: skip
        nearest = max(was, key=lambda one: _alike(one, now), default=None)
        at = _written(systems, now) if nearest is not None and _alike(nearest, now) else None
        if nearest is not None and at is not None:
            told.add(now.words)
            yield Rewritten(nearest, now, at)


def _alike(one: Prompt, other: Prompt) -> int:
    return len({*one.words} & {*other.words})


def _written(systems: Systems, now: Prompt) -> Location | None:
    """The first line of a prompt that the change wrote."""
    lines = {line.strip() for line in now.text.replace("{}", "\n").split("\n") if len(line.strip()) >= _SHORTEST_LINE}
    for file in systems.files:
        document = systems.after.document(file.path) if file.path.endswith(".py") and file.status != "deleted" else None
        text = decode(document) if document is not None else ""
        for number, line in enumerate(text.split("\n") if isinstance(text, str) else (), 1):
            if systems.touched(file.path, number) and any(
                one[:80] in line or line.strip(" \"'()f,") in lines for one in lines
            ):
                return location(file.path, number)
    return None
