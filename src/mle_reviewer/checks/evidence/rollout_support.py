"""SD6: whether a new version of a served model takes over in steps, or can be taken back at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.findings.finding import Step
from mle_reviewer.program.images import image_of
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.questions.serving.beside_traffic import beside, by_chance, divided, moved
from mle_reviewer.system.questions.serving.chosen import chosen
from mle_reviewer.system.questions.serving.hidden import hidden
from mle_reviewer.system.questions.serving.identity import moves
from mle_reviewer.system.questions.serving.returning import (
    Way,
    aside,
    controllers,
    goes_back,
    lost,
    made_again,
    ways_back,
)
from mle_reviewer.system.questions.serving.served import function_roles, served
from mle_reviewer.system.questions.serving.unloaded import unloaded

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

ITEM = "SD6"
_ASIDE: Final = frozenset({"staging", "archived", "none", "development"})  # stages that nothing answers from


def answer(system: System) -> Answer:
    """Evidence are controllers, weighted routes, and ways back that move to what is kept."""
    workloads = served(system)
    if not system.roles.serves and not workloads and not function_roles(system):
        return Answer(ITEM, reason="nothing in the repository serves a model")
    controlled = controllers(system)
    found = [evidence(ITEM, one.at, f"{one.about}: {how} of {one.name or 'the model'}") for one, how in controlled]
    missing: list[str] = []
    rollouts = [one for one, _how in controlled if one.role == "rollout"]
    if rollouts and not any(one.one("analysis") is not None or one.one("rollback") is not None for one in rollouts):
        missing.append("an analysis that stops the rollout: it goes on whatever the new version does")
    found += [evidence(ITEM, one.at, one.says) for one in (*divided(system), *by_chance(system), *moved(system))]
    ways = [way for way in ways_back(system) if not aside(way)]
    backs = [(way, back) for way in ways if (back := _back(system, way)) is not None]
    back_at_once = [back for way, back in backs if way.runs and way.kind != "page" and not _missed(system, way, back)]
    found += [evidence(ITEM, back.at, f"goes back: {back.says}") for back in _tests_last(back_at_once)]
    if not found:
        found = [*_in_part(system, ways, backs)]
        if found:
            missing.append("a canary or an immediate way back that is seen to work")
    return Answer(
        ITEM,
        evidence=tuple(dict.fromkeys(found)),
        missing=tuple(missing),
        unread=hidden(system, "rollout", "route", "service"),
        looked_for="rollout controllers, traffic splits, shadows, and commands, pages or code that go back",
        next_step="Write the command that returns to the previous version as `scripts/rollback.sh` or a page.",
    )


def _back(system: System, way: Way) -> Step | None:
    """What of a way moves back: a command, or the script as a whole where it does something."""
    back = goes_back(system, way)
    if back is None and way.kind == "script" and way.done and next(made_again(system, way), None) is None:
        return Step(way.at, f"the script `{way.name.strip()}`")
    return back


def _missed(system: System, way: Way, back: Step) -> str:
    """Why a way back does not reach what is served; "" where nothing is known against it."""
    name = lost(system, back)
    if name:
        return f"no manifest declares `{name}`"
    file = unloaded(system, way.routine) if way.routine is not None else ""
    return f"what answers loads another file than `{file}`" if file else ""


def _tests_last(some: list[Step]) -> list[Step]:
    return sorted(some, key=lambda one: "test" in one.says.lower())


def _in_part(system: System, ways: list[Way], backs: list[tuple[Way, Step]]) -> Iterator[Evidence]:
    """What makes going back possible and is not seen to do it."""
    for step in beside(system):
        yield evidence(ITEM, step.at, step.says)
    for way, back in backs:
        why = _missed(system, way, back) or ("a page says so" if way.kind == "page" else "nothing was seen to run it")
        yield evidence(ITEM, back.at, f"{back.says}; {why}")
    told = {id(way) for way, _step in backs}
    for way in ways:
        if way.kind == "page" and id(way) not in told:
            yield evidence(ITEM, way.at, f"the page `{way.name}`")
    for one in served(system):
        image = image_of(one.image.text() or "") if one.image is not None else None
        if one.production and one.cluster and image is not None and not moves(image):
            yield evidence(ITEM, one.manifest.place(one.image), f"ships {image}, a version of its own")
    for sign in system.signed("promote"):
        if system.reached.how(sign.routine) is not None and (says := _moves(sign)):
            yield evidence(ITEM, system.where(sign.path, sign.pos), f"`{sign.name}` {says}")
    for step in dict.fromkeys(chosen(system)):
        yield evidence(ITEM, step.at, step.says)


def _moves(sign: Sign) -> str:
    if sign.given("alias") is not None:
        return "moves an alias"
    stage = sign.given("stage")
    aside = isinstance(stage, Const) and str(stage.value).lower() in _ASIDE
    named = sign.given("version") is not None and stage is not None and not aside
    return "moves a stage to the version that it is given" if named else ""
