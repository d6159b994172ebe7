"""A function writes into the dict that is its default, and is called without one: the next call begins with that."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.learning.defaults import defaults_written
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Shared default written into",
    items=("TR4",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Functions whose default settings are changed by each call that leaves them out, where something is trained."""
    if not system.roles.trains:
        return
    for routine in system.routines("code"):
        for one in defaults_written(system, routine):
            name = routine.name.rpartition(".")[2]
            at = system.at(routine, one.step.pos)
            words = Words(
                title=f"`{name}` writes into its own default settings",
                issue=f"The dict that `{one.param.name}` has by default is made once, for all calls: what is set "
                "under a key here stays there for every later call, and for whoever reads the same dict. What a model "
                "is built with then depends on what was built before it.",
                fix=f"Write into a copy (`{one.param.name} = {{**{one.param.name}, …}}`).",
            )
            trace = [
                Step(at, f"`{one.param.name}`, which is its default where none is given, is written into"),
                Step(system.at(one.caller, one.call.pos), f"`{name}` is called without `{one.param.name}`"),
            ]
            yield stated(CARD, at, words, trace, context=f"{routine.name} {one.param.name}")
