"""Every worker of a loader draws the same numbers: they were given copies of one generator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Call, Routine, SetAttr
from mle_reviewer.system.code.terms import Attr, Const, Result, Self, Term
from mle_reviewer.system.doing import closure
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign

CARD = Card(
    area="TR",
    title="Generator copied to workers",
    items=("TR3", "TR1"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
    may_block=False,
    lane="pytorch-build-resolver",
)

_READS: Final = ("__getitem__", "__iter__")


def find(system: System) -> Iterator[Finding]:
    """Data sets that keep a generator and draw from it for each example, read by several processes."""
    for sign in system.signed("draw"):
        dataset, workers = sign.given("dataset"), sign.given("workers")
        if dataset is None or workers is None or sign.given("initial") is not None or not _several(system, workers):
            continue
        for thing in system.indexed.things(dataset):
            found = _copied(system, thing) if isinstance(thing, OwnThing) and thing.made else None
            if found is not None:
                yield _finding(system, sign, *found)
                break


def _finding(system: System, sign: Sign, made: tuple[Routine, SetAttr], drawn: tuple[Routine, Call]) -> Finding:
    words = Words(
        title="Each worker draws the same random numbers",
        issue="The data set keeps its generator, and each process gets a copy in the same state: workers repeat each "
        "other's draws, and unless they persist all begin again in each epoch. Examples vary less than it looks.",
        fix="Pass a `worker_init_fn` that gives each worker's copy a seed of its own (from `torch.initial_seed()`).",
    )
    trace = [
        Step(system.at(made[0], made[1].pos), "the generator is kept with the data set"),
        Step(system.at(drawn[0], drawn[1].pos), "and drawn from for each example"),
        step_at(system, sign, "several processes get a copy of it here"),
    ]
    return stated(CARD, place(system, sign), words, trace, context=system.source(sign.routine, sign.pos))


def _several(system: System, workers: Term) -> bool:
    values = system.indexed.constants(workers)
    return bool(values) and all(isinstance(one, int) and one > 0 for one in values)


def _copied(system: System, thing: OwnThing) -> tuple[tuple[Routine, SetAttr], tuple[Routine, Call]] | None:
    """Where a data set makes its generator, and where it draws from it for an example."""
    world = system.indexed
    kept: dict[str, tuple[Routine, SetAttr]] = {}
    init = world.method(thing, "__init__")
    begins = world.routine(init) if isinstance(init, OwnThing) else None
    for step in begins.every() if begins is not None else ():
        if isinstance(step, SetAttr) and isinstance(step.of, Self) and _is_generator(system, step.term):
            assert begins is not None
            kept[step.name] = begins, step
    for name in _READS if kept else ():
        method = world.method(thing, name)
        reads = world.routine(method) if isinstance(method, OwnThing) else None
        for routine in closure(world, reads) if reads is not None else ():
            if any(isinstance(one, SetAttr) and one.name in kept for one in routine.every()):
                return None  # it is made anew for each worker
            for call in routine.calls():
                of = call.callee
                if call.method is not None and isinstance(of, Attr) and isinstance(of.of, Self) and of.name in kept:
                    return kept[of.name], (routine, call)
    return None


def _is_generator(system: System, term: Term) -> bool:
    """Whether a term is a generator of its own that begins with a number."""
    if not isinstance(term, Result):
        return False
    for name in system.indexed.names(term.call):
        known = system.conventions.call(name)
        if known is not None and known.sign == "generator":
            given = term.call.given("seed", 0)
            return given is not None and not (isinstance(given, Const) and given.value is None)
    return False
