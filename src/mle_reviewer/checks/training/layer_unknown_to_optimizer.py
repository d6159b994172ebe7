"""A layer is put into a network after its optimizer was made: it keeps its first, random weights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Call, SetAttr
from mle_reviewer.system.code.terms import Attr, Result, Self, Term, within
from mle_reviewer.system.courses.identity import holders, key_of
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.courses.course import Moment
    from mle_reviewer.system.courses.identity import Key
    from mle_reviewer.system.courses.roots import Walk

CARD = Card(
    area="TR",
    title="Layer unknown to the optimizer",
    items=(),
    severity=Severity.HIGH,
    risk="irreproducible training",
    sees="system",
    lane="pytorch-build-resolver",
)


def find(system: System) -> Iterator[Finding]:
    """Layers bound to a network behind the only optimizer that was given its parameters, before that one steps."""
    said = set()
    for walk in system.walks:
        made = [one for one in walk.course.moments if walk.makes_optimizer(one)]
        steps = walk.doing("optimizer-step")
        for moment in walk.course.moments if len(made) == 1 and steps and walk.course.whole else ():
            place = moment.routine.path, moment.step.pos
            if place in said or not _replaces(walk, moment, made[0], steps[-1]):
                continue
            said.add(place)
            at = system.at(moment.routine, moment.step.pos)
            words = Words(
                title="The new layer is never trained",
                issue="The optimizer was given the parameters that the network had before: the layer put in here "
                "is not among them and keeps its random weights, while everything around it learns.",
                fix="Make the optimizer after the last change of the network (or call `add_param_group`).",
            )
            trace = [
                Step(system.at(made[0].routine, made[0].step.pos), "the optimizer is given the network's parameters"),
                Step(at, "and a new layer is put in after that"),
                Step(system.at(steps[-1].routine, steps[-1].step.pos), "steps on the parameters it was given"),
            ]
            yield stated(CARD, at, words, trace, context=system.source(moment.routine, moment.step.pos))


def _replaces(walk: Walk, moment: Moment, made: Moment, step: Moment) -> bool:
    """Whether a moment puts a new layer into the network whose parameters an optimizer was given, before it steps."""
    bound = moment.step
    if not isinstance(bound, SetAttr) or isinstance(bound.of, Self) or not made.number < moment.number < step.number:
        return False
    if not _has_weights(walk, bound.term):
        return False
    if moment.arms() or any(_adds(one) or walk.hides(one) for one in walk.course.moments[made.number :]):
        return False
    return bool(_root(walk, moment, bound.of) & _given(walk, made))


def _has_weights(walk: Walk, term: Term) -> bool:
    """Whether a layer is made that begins with weights that are drawn."""
    world, conventions = walk.networks.world, walk.networks.conventions
    if not any(walk.networks.is_network(thing) for thing in world.things(term)):
        return False
    made = [name for one in within(term) if isinstance(one, Result) for name in world.names(one.call)]
    known = [conventions.call(name) for name in made]
    return any(sign is not None and sign.sign == "draw" for sign in known)


def _root(walk: Walk, moment: Moment, term: Term) -> Key:
    """The network that something is a part of."""
    while isinstance(term, Attr):
        term = term.of
    return holders(key_of(term, walk.networks.world, moment.bound))


def _given(walk: Walk, made: Moment) -> Key:
    """What an optimizer was given the parameters of."""
    call = made.step
    assert isinstance(call, Call)
    found: Key = frozenset()
    for term in (*call.args[:1], *(value for name, value in call.kwargs if name == "params")):
        found |= frozenset(one for one in key_of(term, walk.networks.world, made.bound) if one[0] == "made")
    return found


def _adds(moment: Moment) -> bool:
    return isinstance(moment.step, Call) and moment.step.method == "add_param_group"
