"""Where a value came from that a function is given: a request, another host, storage of one's own, or an option."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Attr, Const, Lib, Param, Result, Term, Text
from mle_reviewer.system.paths import normal
from mle_reviewer.system.questions.values.behind import behind
from mle_reviewer.system.questions.values.filling import written_to

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

Kind = Literal["request", "address", "download", "own storage", "option"]
_RANKS: Final[dict[Kind, int]] = {"request": 0, "address": 1, "download": 2, "own storage": 3, "option": 4}
_SIGNS: Final[dict[str, tuple[Kind, str]]] = {
    "read-request": ("request", "what a request says"),
    "upload": ("request", "a file that a user sends"),
    "http-call": ("address", "an answer of another host"),
    "download": ("download", "a file that is fetched from elsewhere"),
    "download-own": ("own storage", "a file from storage"),
    "load-registered": ("own storage", "a file of a registry"),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """One place where a value came from; `sign` where a page knows the call."""

    kind: Kind
    at: Location
    says: str
    sign: Sign | None = None


def origin(system: System, routine: Routine, term: Term | None, *, named: bool = False) -> Origin | None:
    """The least trusted place that a value of a function came from; None where none is known.

    With `named`, a text stands for the file of that name, which nobody fetches for it: another host that says which
    file it is did not write it, unless the code writes to that file itself. Whoever sends a request names any file.
    """
    if term is None:
        return None
    found = [*_followed(system, routine, term), *_by_path(system, term)]
    if named and found and not written_to(system, routine, term):
        held = {(one.kind, one.at, one.says) for one in _followed(system, routine, term, named=True)}
        found = [one for one in found if one.kind != "address" or (one.kind, one.at, one.says) in held]
    return min(found, key=lambda one: _RANKS[one.kind], default=None)


def _followed(system: System, routine: Routine, term: Term, *, named: bool = False) -> Iterator[Origin]:
    for here, one in behind(system, routine, term, named=named):
        yield from _known(system, here, one)


def _known(system: System, routine: Routine, term: Term) -> Iterator[Origin]:
    """What a page says of one term, and addresses and options that stand in it."""
    world, conventions = system.indexed, system.conventions
    text = term.parts[0] if isinstance(term, Text) and term.parts else term
    text = text.value if isinstance(text, Const) else text
    if isinstance(text, str) and text.startswith(("http://", "https://", "ftp://")):
        yield Origin(
            "address", system.at(routine, term.pos if isinstance(term, Const) else 0), f"what {text[:80]} holds"
        )
        return
    names: tuple[str, ...] = ()
    pos = 0
    if isinstance(term, Result):
        names, pos = world.names(term.call), term.call.pos
    elif isinstance(term, (Attr, Lib, Param)):
        names = tuple(one.path for one in world.things(term) if isinstance(one, Thing))
        pos = term.pos if isinstance(term, Attr) else routine.pos
    for name in names:
        entry = conventions.call(name)
        if entry is None or entry.sign not in _SIGNS:
            continue
        kind, says = _SIGNS[entry.sign]
        sign = None
        if isinstance(term, Result):
            sign = next((one for one in system.signed(entry.sign) if one.call is term.call), None)
        yield Origin(kind, system.at(routine, pos or routine.pos), f"{says} ({name})", sign)
        return
    if any(name.endswith(".parse_args") for name in names):
        yield Origin("option", system.at(routine, pos), "an option of the command line")


def _by_path(system: System, term: Term) -> Iterator[Origin]:
    """Downloads that were written to the path that is read."""
    wanted = {normal(path) for path in system.spelled.spelled(term)}
    for sign in system.signed("download", "download-own") if wanted else ():
        path = sign.given("path")
        if path is not None and (path is term or wanted & {normal(one) for one in system.spelled.spelled(path)}):
            kind: Kind = "download" if sign.sign == "download" else "own storage"
            yield Origin(kind, system.at(sign.routine, sign.pos), f"fetched to this path ({sign.name})", sign)
