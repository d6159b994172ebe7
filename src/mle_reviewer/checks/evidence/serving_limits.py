"""SD4: timeouts, limits, behaviour under load and fallbacks of what serves a model, as deployment and code say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.sources.location import Location
from mle_reviewer.system.launching import proper
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.answering.predicting import answered
from mle_reviewer.system.questions.serving.hidden import hidden
from mle_reviewer.system.questions.serving.served import function_roles, served, serving_images, serving_jobs
from mle_reviewer.system.questions.serving.withstanding import withstanding

if TYPE_CHECKING:
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.system import System

ITEM = "SD4"
_LIMITS: Final = "resource limits"
_TIMEOUTS: Final = "timeouts"
_LOAD: Final = "behaviour under load (batching, scaling or a limit at a time)"
_FALLBACK: Final = "what is answered where the model fails (a fallback)"
_PROBES: Final = "probes"  # they speak for the item, and nothing asks for them by name
_ASKED: Final = (_TIMEOUTS, _LIMITS, _LOAD, _FALLBACK)
_OF_BATCH: Final = {
    _TIMEOUTS: "a time after which the batch gives up", _LIMITS: "resource limits of what runs the batch",
    _FALLBACK: "what the batch does where the model fails (a fallback)",
}  # fmt: skip
_SLOTS: Final = {
    "limits": _LIMITS, "memory": _LIMITS, "probes": _PROBES, "timeout": _TIMEOUTS, "retries": _TIMEOUTS,
    "batching": _LOAD, "concurrency": _LOAD, "maximum": _LOAD, "instances": _LOAD,
}  # fmt: skip
_SILENT: Final = "an answer that says that the model did not give it"
_FACTS: Final = {"timeout": _TIMEOUTS, "load": _LOAD, "fallback": _FALLBACK, "silent": _SILENT}
_OTHERS: Final = re.compile(
    r"(?i)front-?end|dashboard|(?:^|[-_/])(?:web|ui|docs|grafana|mlflow|airflow|superset|monitoring|admin|health|metrics)(?:[-_./]|$)"
)
_HEALTH: Final = re.compile(r"\bhealth[cC]heck\b\"?\s{0,20}[=:]")
_OPTIONS: Final = (("timeout", _TIMEOUTS), ("limits", _LIMITS), ("concurrency", _LOAD))
_CALLED: Final = frozenset({"lambda_handler", "handler"})
_Found = tuple[str, Location, str]


def answer(system: System) -> Answer:
    """Evidence are parts that deployment or code state; each part that nothing was seen to state is open."""
    workloads, functions = served(system), function_roles(system)
    if not system.roles.serves and not workloads and not functions:
        return Answer(ITEM, reason="nothing in the repository serves a model")
    found = [*_declared(system), *_probed(system), *_started(system), *_deployed(system), *_coded(system)]
    found += [one for service in _only_service(system) for one in _stated(service)]
    if not found:  # nothing else is known of how the model is served
        found = [one for function in _only_function(system) for one in _stated(function)]
    batch = not workloads and not functions and _only_batches(system)
    found += [one for job in serving_jobs(system) for one in _stated(job)] if batch else []
    parts = {part for part, _at, _says in found}
    missing = tuple(_SILENT if part == _FALLBACK and _SILENT in parts else part for part in _ASKED if part not in parts)
    if batch:
        return Answer(
            ITEM,
            evidence=tuple(_first(found)),
            missing=tuple(_OF_BATCH[part] for part in missing if part in _OF_BATCH),
            unread=hidden(system, "job"),
            looked_for="time limits and resource limits of the jobs that score in batches, and what their code "
            "does where a part fails or does not answer",
            next_step="Give the job that scores a time limit and resource limits.",
        )
    return Answer(
        ITEM,
        evidence=tuple(_first(found)),
        missing=missing,
        unread=hidden(system, "workload", "service"),
        looked_for="timeouts, resource limits, batching, scaling, rate limits, probes and fallbacks in manifests, "
        "commands that start and deploy, and the code that answers requests",
        next_step="State `resources.limits` and a request timeout for what serves the model."
        if {_LIMITS, _TIMEOUTS} & set(missing)
        else "Answer with a counted fallback where the model fails, and bound what is taken at a time.",
    )


def _only_batches(system: System) -> bool:
    """Whether predictions are only made in batches: nobody waits for an answer."""
    every = answered(system)
    return bool(every) and all(path.handler.kind == "batch" for path in every)


def _first(found: list[_Found]) -> Iterator[Evidence]:
    """The first place of each part."""
    for part in (*_ASKED, _PROBES, *(() if any(one[0] == _FALLBACK for one in found) else (_SILENT,))):
        for known, at, says in found:
            if known == part:
                yield evidence(ITEM, at, says)
                break


def _declared(system: System) -> Iterator[_Found]:
    manifests = [one.manifest for one in served(system)] + [one for one, _proof in function_roles(system)]
    for one in manifests:
        yield from _stated(one)
    names = {one.name for one in manifests}
    yield from _scaled(system, names)
    yield from _in_definitions(manifests)
    for one in system.manifests.get("autoscaling", ()):
        if one.text("target") in names or one.one("model") is not None:
            yield _LOAD, one.at, f"{one.about} scales {one.text('target') or 'the endpoint of the model'}"
    for one in system.manifests.get("route", ()):
        timeout, limits = one.one("timeout"), one.one("limits")
        if timeout is not None and names:
            yield _TIMEOUTS, one.place(timeout), f"{one.about} gives up after {one.text('timeout')}"
        if limits is not None and one.one("host") is not None and not _OTHERS.search(one.name):
            yield _LOAD, one.place(limits), f"{one.about} lets so many requests through to {one.name}"


def _scaled(system: System, tasks: set[str]) -> Iterator[_Found]:
    """Services that run these tasks, where something scales them."""
    services = {
        one.name
        for one in system.manifests.get("rollout", ())
        if any(f".{task}." in f"{one.text('task')}." for task in tasks if task)
    }
    for one in system.manifests.get("autoscaling", ()):
        name = next((name for name in services if f".{name}." in one.text("scaled")), None)
        if name is not None:
            yield _LOAD, one.at, f"{one.about} scales {name}"


def _in_definitions(some: list[Manifest]) -> Iterator[_Found]:
    """Probes in containers that an expression spells."""
    for one in some:
        entry = one.one("definition")
        spelled = entry.text() or "" if entry is not None else ""
        found = _HEALTH.search(spelled)
        if entry is not None and found is not None:
            line = entry.line + spelled.count("\n", 0, found.start())
            yield _PROBES, location(one.path, line), f"{one.about} states probes for {one.name}"


def _stated(one: Manifest) -> Iterator[_Found]:
    for slot, part in _SLOTS.items():
        entry = one.one(slot)
        if entry is not None and entry.value not in ({}, [], None) and entry.text() not in {"0", "1"}:
            yield part, one.place(entry), f"{one.about} states {slot} for {one.name or 'the model'}"


def _only_function(system: System) -> list[Manifest]:
    """The one function of a platform that runs an image, where nothing else of the repository could be in it."""
    some = system.manifests.get("function", ())
    handled = any(one.name.rpartition(".")[2] in _CALLED for one in system.handlers)
    alone = handled and len(some) == 1 and bool(system.roles.serves) and some[0].one("image") is not None
    return [one for one in some if alone and not _OTHERS.search(f"{one.path}/{one.name}")]


def _only_service(system: System) -> list[Manifest]:
    """The one service of a platform, whose image is a variable, where nothing else is known to be deployed."""
    some = system.manifests.get("service", ())
    image = some[0].one("image") if len(some) == 1 else None
    spelled = image.text() or "" if image is not None else ""
    alone = bool(system.roles.serves) and ("var." in spelled or "local." in spelled)
    if not alone or any(one.manifest is some[0] or one.production for one in served(system)):
        return []
    return [one for one in some if not _OTHERS.search(f"{one.path}/{one.name}".replace("/modules/", "/"))]


def _probed(system: System) -> Iterator[_Found]:
    """Images of what serves a model that say how their health is asked for."""
    for image in serving_images(system):
        stated = image.holds(image.stages[-1], "HEALTHCHECK") if image.stages else None
        if stated is not None and stated.words:
            yield _PROBES, location(image.path, stated.line), "the image that serves the model states HEALTHCHECK"


def _started(system: System) -> Iterator[_Found]:
    """Options of the servers that commands start."""
    for one in system.started:
        words = proper(one.words)
        known = system.conventions.command(words[0].rpartition("/")[2]) if words else None
        if known is None or known.sign != "serve" or _OTHERS.search(" ".join((one.path, *words[1:]))):
            continue
        for slot, part in (("timeout", _TIMEOUTS), ("limits", _LOAD)):
            given = _option(words[1:], known.slots.get(slot) or ())
            if given is not None:
                yield part, location(one.path, one.line), f"`{words[0]}` is started with {given}"


def _deployed(system: System) -> Iterator[_Found]:
    """Options of calls and commands that deploy, the commands in CI, scripts and Makefiles."""
    for sign in system.signed("deploy"):
        if system.reached.how(sign.routine) is not None:
            for slot, part in _OPTIONS:
                named = sign.entry.slots.get(slot) if sign.given(slot) is not None else None
                for name in (named,) if isinstance(named, str) else (named or ()):
                    if sign.call.given(name) is not None:
                        yield part, system.where(sign.path, sign.pos), f"`{sign.name}` is given {name}"
    for path, command in system.ground.commands if system.roles.serves else ():
        for count in range(min(4, len(command.words)), 1, -1):
            known = system.conventions.command(" ".join(command.words[:count]))
            if known is None:
                continue
            if known.sign == "deploy" and known.slots and not _OTHERS.search(" ".join(command.words[count:])):
                for slot, part in _OPTIONS:
                    given = _option(command.words[count:], known.slots.get(slot) or ())
                    if given is not None:
                        says = f"`{' '.join(command.words[:count])}` is given {given}"
                        yield part, location(path, command.line), says
            break


def _option(words: tuple[str, ...], options: tuple[str, ...] | list[str]) -> str | None:
    return next((word for word in words if word.partition("=")[0] in options), None)


def _coded(system: System) -> Iterator[_Found]:
    for one in withstanding(system):
        yield _FACTS[one.fact], system.at(one.routine, one.pos), one.says
