"""SD4: timeouts, limits, probes and behaviour under load of what serves a model, as its deployment declares them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.sources.location import Location
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.launching import proper
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.hidden import hidden
from mle_reviewer.system.questions.served import function_roles, served, serving_images

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

ITEM = "SD4"
_PARTS: Final = (
    "resource limits",
    "probes",
    "timeouts",
    "behaviour under load (batching, scaling or a limit at a time)",
)
_SLOTS: Final = {
    "limits": _PARTS[0], "memory": _PARTS[0], "probes": _PARTS[1], "timeout": _PARTS[2], "retries": _PARTS[2],
    "batching": _PARTS[3], "concurrency": _PARTS[3], "maximum": _PARTS[3], "instances": _PARTS[3],
}  # fmt: skip


def answer(system: System) -> Answer:
    """Evidence are parts that the deployment of a served model states; each part that nothing states is missing."""
    workloads, functions = served(system), function_roles(system)
    if not system.roles.serves and not workloads and not functions:
        return Answer(ITEM, reason="nothing in the repository serves a model")
    found = [*_declared(system), *_probed(system), *_started(system), *_called(system)]
    parts = {part for part, _at, _says in found}
    return Answer(
        ITEM,
        evidence=tuple(_first(found)),
        missing=tuple(part for part in _PARTS if part not in parts),
        unread=hidden(system, "workload", "service"),
        looked_for="limits, probes, timeouts, batching and scaling in manifests, server commands and calls",
        next_step="State `resources.limits` and a readiness probe for the container that serves the model.",
    )


def _first(found: list[tuple[str, Location, str]]) -> Iterator[Evidence]:
    """The first place of each part."""
    for part in _PARTS:
        for known, at, says in found:
            if known == part:
                yield evidence(ITEM, at, says)
                break


def _declared(system: System) -> Iterator[tuple[str, Location, str]]:
    manifests = [one.manifest for one in served(system)] + [one for one, _proof in function_roles(system)]
    for one in manifests:
        for slot, part in _SLOTS.items():
            entry = one.one(slot)
            if entry is not None and entry.value not in ({}, [], None):
                yield part, one.place(entry), f"{one.about} states {slot} for {one.name or 'the model'}"
    names = {one.name for one in manifests}
    for one in system.manifests.get("autoscaling", ()):
        if one.text("target") in names:
            yield _PARTS[3], one.at, f"{one.about} scales {one.text('target')}"
    for one in system.manifests.get("route", ()):
        if one.one("timeout") is not None and names:
            yield _PARTS[2], one.place(one.one("timeout")), f"{one.about} gives up after {one.text('timeout')}"


def _probed(system: System) -> Iterator[tuple[str, Location, str]]:
    """Images of what serves a model that say how their health is asked for."""
    for image in serving_images(system):
        stated = image.holds(image.stages[-1], "HEALTHCHECK") if image.stages else None
        if stated is not None and stated.words:
            yield _PARTS[1], location(image.path, stated.line), "the image that serves the model states HEALTHCHECK"


def _started(system: System) -> Iterator[tuple[str, Location, str]]:
    """Options of the servers that commands start."""
    for one in system.started:
        words = proper(one.words)
        known = system.conventions.command(words[0].rpartition("/")[2]) if words else None
        if known is None or known.sign != "serve":
            continue
        for slot, part in (("timeout", _PARTS[2]), ("limits", _PARTS[3])):
            options = known.slots.get(slot) or ()
            given = next((word for word in words[1:] if word.partition("=")[0] in options), None)
            if given is not None:
                yield part, location(one.path, one.line), f"`{words[0]}` is started with {given}"


def _called(system: System) -> Iterator[tuple[str, Location, str]]:
    for sign in system.signed("serve"):
        for slot, part in (("timeout", _PARTS[2]), ("limits", _PARTS[3])):
            term = sign.given(slot)
            if term is not None and not (isinstance(term, Const) and term.value is None):
                yield part, system.where(sign.path, sign.pos), f"`{sign.name}` is given {slot}"
    for sign in system.signed("batching", "limit"):
        if system.reached.how(sign.routine) is not None:
            yield _PARTS[3], system.where(sign.path, sign.pos), f"`{sign.name}` takes several requests at a time"
