"""What tests are given and whom they ask: fixtures by the names of parameters, and clients of a service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import Call, Routine
from mle_reviewer.system.code.terms import Param, Result, Term, within

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_SENDING: Final = frozenset({"post", "put", "patch"})


def fixtures_of(system: System, routine: Routine) -> dict[str, Routine]:
    """The functions whose answers a test is given by the names of its parameters."""
    folder, found = routine.path.rpartition("/")[0], dict[str, Routine]()
    known = system.once(_conftests)
    beside = (f"{one}/conftest.py".lstrip("/") for one in _upwards(folder))
    paths = [routine.path, *(one for one in beside if one in known)]
    for path in paths:
        module = system.indexed.module(path)
        for index, code in enumerate(module.code.functions) if module is not None else ():
            if module is not None and code.name in routine.params and code.name not in found:
                inner = module.routine(index)
                if any(_is_fixture(system, one) for one in inner.decorators):
                    found[code.name] = inner
    return found


def asks_service(system: System, routine: Routine) -> bool:
    """Whether a test sends something to a service through a client that it makes or is given."""
    sent = [call for call in routine.calls() if call.method in _SENDING]
    if not sent:
        return False
    fixtures = fixtures_of(system, routine)
    clients = {name for name, one in fixtures.items() if _makes_client(system, one)}
    return any(
        (isinstance(call.callee, Param) and call.callee.name in clients) or _is_client(system, call) for call in sent
    )


def _makes_client(system: System, routine: Routine) -> bool:
    inner = [own for call in routine.calls() for own in system.indexed.own(call)]
    return any(_sign(system, call) == "test-client" for one in (routine, *inner) for call in one.calls())


def _conftests(system: System) -> frozenset[str]:
    return frozenset(path for path in system.code if path.rpartition("/")[2] == "conftest.py")


def _upwards(folder: str) -> Iterator[str]:
    yield folder
    while folder:
        folder = folder.rpartition("/")[0]
        yield folder


def _is_fixture(system: System, term: Term) -> bool:
    things = system.indexed.things(term.call.callee if isinstance(term, Result) else term)
    signs = (system.conventions.call(thing.path) for thing in things if isinstance(thing, Thing))
    return any(sign is not None and sign.sign == "fixture" for sign in signs)


def _is_client(system: System, call: Call) -> bool:
    """Whether a method is called on a client of a service that the test, or its document, makes."""
    made = [one.call for one in within(call.callee) if isinstance(one, Result)]
    return any(_sign(system, one) == "test-client" for one in made)


def _sign(system: System, call: Call) -> str:
    signs = (system.conventions.call(name) for name in system.indexed.names(call))
    return next((sign.sign for sign in signs if sign is not None), "")
