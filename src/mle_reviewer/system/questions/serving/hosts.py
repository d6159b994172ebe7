"""Where a request goes, as far as its address is written out: to this machine, or to a container beside this one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Branch, Leave, Loop, every
from mle_reviewer.system.code.terms import (
    Attr,
    Call,
    Choice,
    Const,
    Global,
    Op,
    Param,
    Result,
    Self,
    Step,
    Term,
    Text,
    literals,
    within,
)  # fmt: skip

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_HOST: Final = re.compile(r"https?://(?:[^/?#\s]*@)?(\[[^\]\s]*\]|[\w.-]+)(?:[:/?#]|$)", re.IGNORECASE)
_THIS_MACHINE: Final = re.compile(r"localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\]")
_DEEPEST: Final = 6
_MOST: Final = 16
_ELSEWHERE: Final = "\0"
_TOP: Final = -1  # the number of a module's own level


def stays_here(system: System, sign: Sign) -> bool:
    """Whether a request goes to the machine that it comes from, whatever is set: a default is no word about that."""
    hosts = _hosts(system, sign)
    return bool(hosts) and all(host is not None and _THIS_MACHINE.fullmatch(host) for host in hosts)


def is_here(system: System, term: Term) -> bool:
    """Whether a term is an address of the machine that reads it, whatever is set."""
    hosts = _spelled(system, term)
    return bool(hosts) and all(host is not None and _THIS_MACHINE.fullmatch(host) for host in hosts)


def one_shot(system: System, sign: Sign) -> bool:
    """Whether a script that a container runs once asks a container that is started beside it.

    What CI starts is no such script, nor what trains, scores or serves, nor a worker that goes round for ever.
    """
    routine, entrance = sign.routine, system.reached.entrances.get(sign.path)
    if routine.function != _TOP or entrance is None or entrance.at[0] in system.ground.workflows:
        return False
    if _goes_on(routine) or sign.path in system.once(_working):
        return False
    hosts, beside = _hosts(system, sign), {one.name for one in system.manifests.get("workload", ())}
    return bool(hosts) and all(host in beside for host in hosts)


def perhaps_no_address(sign: Sign) -> bool:
    """Whether what is fetched is an argument that is asked first whether it is an address: it may be a file, too."""
    term = sign.call.given("url", 0)
    return isinstance(term, Param) and any(
        isinstance(step, Branch) and _holds(step.then, sign.call) and _asks_for_address(step.test, term)
        for step in sign.routine.every()
    )


def _holds(steps: Sequence[Step], call: Call) -> bool:
    return any(one is call for one in every(tuple(steps)))


def _asks_for_address(test: Term, argument: Param) -> bool:
    for one in within(test):
        call = one.call if isinstance(one, Result) else None
        if call is None or call.method != "startswith" or not isinstance(call.callee, Param):
            continue
        if call.callee.name == argument.name and any(text.startswith("http") for text in literals(call.given("", 0))):
            return True
    return False


def _goes_on(routine: Routine) -> bool:
    """Whether nothing ends one of its loops."""
    for step in routine.every():
        ends = isinstance(step, Loop) and any(isinstance(one, Leave) and one.how == "break" for one in every(step.body))
        if isinstance(step, Loop) and isinstance(step.test, Const) and step.test.value and not ends:
            return True
    return False


def _working(system: System) -> frozenset[str]:
    roles = system.roles
    some = (*roles.trains, *roles.evaluates, *roles.serves, *roles.monitors, *roles.pipelines, *roles.llm)
    return frozenset(role.at.path for role in some)


def _hosts(system: System, sign: Sign) -> list[str | None]:
    """The hosts that a request may go to, None for one that is not written out."""
    place = 1 if sign.name.endswith(".request") else 0
    term = sign.call.given("url", place)
    return _spelled(system, term) if term is not None else []


def _spelled(system: System, term: Term) -> list[str | None]:
    found: list[str | None] = []
    for text in _texts(system, term, 0):
        match = _HOST.match(text)
        found.append(match[1].lower() if match is not None else None)
    return found


def _texts(system: System, term: Term, depth: int) -> Iterator[str]:
    """The texts that a term spells, with a mark where something is put in from elsewhere."""
    match term:
        case Const(value=str() as value):
            yield value
        case Text(parts=parts) | Op(op="+", terms=parts):
            made = [""]
            for part in parts:
                each = [part] if isinstance(part, str) else list(_inner(system, (part,), depth))
                made = [f"{left}{right}" for left in made for right in each][:_MOST]
            yield from made
        case Choice(terms=terms):
            yield from _inner(system, terms, depth)
        case Global(term=inner):
            yield from _inner(system, (inner,), depth)
        case Attr(of=Self()):
            yield from _inner(system, _bound(system, term), depth)
        case _:
            yield _ELSEWHERE


def _inner(system: System, terms: Sequence[Term], depth: int) -> Iterator[str]:
    if not terms or depth > _DEEPEST:
        yield _ELSEWHERE
        return
    for one in terms:
        yield from _texts(system, one, depth + 1)


def _bound(system: System, one: Attr) -> list[Term]:
    return [
        term
        for thing in system.indexed.things(one.of)
        if isinstance(thing, OwnThing) and thing.kind == "class"
        for term in system.indexed.attribute(thing, one.name)
    ]
