"""Where a request goes, as far as its address is written out: to this machine, or to a container beside this one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Branch, Leave, Loop, every
from mle_reviewer.system.code.terms import Call, Const, Param, Result, Step, Term, literals, within
from mle_reviewer.system.questions.values.addresses import hosts_of, is_here

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_TOP: Final = -1  # the number of a module's own level


def stays_here(system: System, sign: Sign) -> bool:
    """Whether a request goes to the machine that it comes from, whatever is set: a default is no word about that."""
    term = _address(sign)
    return term is not None and is_here(system, term)


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
    term = _address(sign)
    return hosts_of(system, term) if term is not None else []


def _address(sign: Sign) -> Term | None:
    """What a request is given as its address."""
    return sign.call.given("url", 1 if sign.name.endswith(".request") else 0)
