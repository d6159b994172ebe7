"""SD6: whether a new version of a served model takes over in steps, or can be taken back at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.findings.finding import Step
from mle_reviewer.program.images import image_of
from mle_reviewer.system.questions.chosen import chosen
from mle_reviewer.system.questions.hidden import hidden
from mle_reviewer.system.questions.identity import unnamed
from mle_reviewer.system.questions.returning import controllers, goes_back, made_again, ways_back
from mle_reviewer.system.questions.served import function_roles, served

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

ITEM = "SD6"


def answer(system: System) -> Answer:
    """Evidence are controllers, weighted routes, and ways back that move to what is kept."""
    workloads = served(system)
    if not system.roles.serves and not workloads and not function_roles(system):
        return Answer(ITEM, reason="nothing in the repository serves a model")
    looked_for = "rollout controllers, traffic splits, shadows, and commands, pages or code that go back"
    controlled = controllers(system)
    found = [evidence(ITEM, one.at, f"{one.about}: {how} of {one.name or 'the model'}") for one, how in controlled]
    missing: list[str] = []
    rollouts = [one for one, _how in controlled if one.role == "rollout"]
    if rollouts and not any(one.one("analysis") is not None or one.one("rollback") is not None for one in rollouts):
        missing.append("an analysis that stops the rollout: it goes on whatever the new version does")
    for way in ways_back(system):
        back = goes_back(system, way)
        if back is None and way.kind == "script" and next(made_again(system, way), None) is None:
            back = Step(way.at, f"the script `{way.name}`")
        if back is not None:
            found.append(evidence(ITEM, back.at, f"goes back: {back.says}"))
    if not found:
        found += [evidence(ITEM, way.at, f"the page `{way.name}`") for way in ways_back(system) if way.kind == "page"]
        for one in workloads:
            image = image_of(one.image.text() or "") if one.image is not None else None
            if one.production and one.cluster and image is not None and not unnamed(image):
                found.append(evidence(ITEM, one.manifest.place(one.image), f"ships {image}, a version of its own"))
        found += [
            evidence(ITEM, system.where(sign.path, sign.pos), f"`{sign.name}` moves an alias")
            for sign in system.signed("promote")
            if system.reached.how(sign.routine) is not None and sign.given("alias") is not None
        ]
        found += [evidence(ITEM, one.at, one.says) for one in dict.fromkeys(chosen(system))]
        if found:
            missing.append("a canary, a shadow, or a stated way back")
    return Answer(
        ITEM,
        evidence=tuple(found),
        missing=tuple(missing),
        unread=hidden(system, "rollout", "route", "service"),
        looked_for=looked_for,
        next_step="Write the command that returns to the previous version as `scripts/rollback.sh` or a page.",
    )
