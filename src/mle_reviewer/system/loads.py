"""Loads that may run code: which are told to read data alone, and which take everything though they need not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.code.steps import Attempt, Call, every
from mle_reviewer.system.code.terms import Const, Lib, Term
from mle_reviewer.system.versions import below, lowest, stated, version

if TYPE_CHECKING:
    from mle_reviewer.program.requirements import Requirement
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System


def full(system: System, sign: Sign) -> bool:
    """Whether a load takes everything that a file holds, as far as its arguments say."""
    call = sign.call
    if any(name is None for name, _ in call.kwargs):
        return False  # options are handed on
    unless = sign.entry.slots.get("unless")
    if unless is not None:
        return _is(sign.given("unless"), value=True)
    loader = sign.given("loader")
    if "loader" in sign.entry.slots:
        trusted = str(sign.entry.slots.get("trusted", "")).removeprefix("=").split()
        named = loader.path.rpartition(".")[2] if isinstance(loader, Lib) else ""
        return loader is None or (bool(named) and named not in trusted)
    safe = sign.given("safe")
    if "safe" not in sign.entry.slots:
        return True
    if safe is None:
        return bool(_before(system, sign)) and not _stands_in(sign)
    return _is(safe, value=False)


def _stands_in(sign: Sign) -> bool:
    """Whether a load is the second attempt, for a version that does not know the option which the first one gives."""
    named = sign.entry.slots.get("safe")
    for step in sign.routine.every():
        if not isinstance(step, Attempt):
            continue
        caught = (handler for handler in step.handlers if handler.types.rpartition(".")[2] in {"TypeError", ""})
        if any(one is sign.call for handler in caught for one in every(handler.body)):
            return any(
                isinstance(one, Call) and any(name == named for name, _ in one.kwargs) for one in every(step.body)
            )
    return False


def opened_up(system: System, sign: Sign) -> str | None:
    """Why a load that could read data alone takes everything, of a file that whoever calls it names; None otherwise."""
    if "safe" not in sign.entry.slots:
        return None
    path = sign.given("path")
    texts = system.spelled.spelled(path)
    if isinstance(path, Const) or (texts and not any("?" in text for text in texts)):
        return None  # a file that the repository names itself
    safe = sign.given("safe")
    if safe is not None:
        return f"`{sign.entry.slots['safe']}=False`" if _is(safe, value=False) else None
    return None if _stands_in(sign) else _before(system, sign)


def safe_by_default(system: System, sign: Sign) -> bool:
    """Whether every version that the repository allows reads data alone where nothing is said."""
    package = str(sign.entry.slots.get("package", "")).removeprefix("=")
    return bool(package) and bool(stated(system, package)) and _default(system, sign) is None


def _default(system: System, sign: Sign) -> str | None:
    """What allows a version whose default is to take everything; None where none is allowed, or nothing is said."""
    package, since, said = _said(system, sign)
    for one in said:
        low = lowest(one)
        if low is not None and one.specifier and low[: len(since)] < since:
            return f"`{one.path}` allows {package} {one.specifier}, which loads everything unless told otherwise"
    return None


def _before(system: System, sign: Sign) -> str | None:
    """What has a version installed whose default is to take everything; None where the newest one may be installed."""
    package, since, said = _said(system, sign)
    for one in said:
        if one.specifier and below(one, since):
            return f"`{one.path}` has {package} {one.specifier} installed, which loads everything unless told otherwise"
    return None


def _said(system: System, sign: Sign) -> tuple[str, tuple[int, ...], list[Requirement]]:
    """The package of a load, the version since which it reads data alone, and what is said of it: a lock goes first."""
    package = str(sign.entry.slots.get("package", "")).removeprefix("=")
    since = version(str(sign.entry.slots.get("since", "")).removeprefix("="))
    said = stated(system, package) if package else []
    return package, since, [one for one in said if one.source == "lock"] or said


def _is(term: Term | None, *, value: bool) -> bool:
    return isinstance(term, Const) and term.value is value
