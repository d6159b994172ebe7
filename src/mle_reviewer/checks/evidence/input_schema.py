"""SD2: the shape of what a prediction is asked with, and what is done with what does not fit it."""

from __future__ import annotations

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.system import System

ITEM = "SD2"


def answer(system: System) -> Answer:
    """Evidence are shapes that handlers take; without any served handler the item does not apply."""
    routes = system.signed("route", "serve")
    if not routes:
        return Answer(ITEM, reason="nothing in the repository answers requests for predictions")
    found = [
        evidence(ITEM, system.where(shape.path, known.pos), f"`{shape.thing.name}` refuses what does not fit it")
        for shape in system.shapes.get("schema", ())
        if (known := system.world.class_of(shape.thing)) is not None
    ]
    return Answer(
        ITEM,
        evidence=tuple(found),
        looked_for="shapes of requests (pydantic models, signatures) at the handlers",
        next_step="Give the handler a model of its input with bounds for each feature.",
    )
