"""What a repository does: trains, evaluates, serves, deploys, monitors … each with its places, and what runs them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from mle_reviewer.program.commands import UNKNOWN
from mle_reviewer.sources.location import Location
from mle_reviewer.system.batches import batches
from mle_reviewer.system.behind import model_behind
from mle_reviewer.system.clusters import passing
from mle_reviewer.system.doing import answers, learned_by, scored_by_hand, scores, trains
from mle_reviewer.system.entering import Entering
from mle_reviewer.system.handlers import decorated
from mle_reviewer.system.images import built_here
from mle_reviewer.system.launching import proper
from mle_reviewer.system.reaching import How
from mle_reviewer.system.spoken import signed
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import Conventions
    from mle_reviewer.program.pipelines.stage import Stage
    from mle_reviewer.system.code.steps import Call, Routine
    from mle_reviewer.system.code.world import World
    from mle_reviewer.system.commands import Started
    from mle_reviewer.system.grounds import Ground
    from mle_reviewer.system.handlers import Handler
    from mle_reviewer.system.homemade.models import Homemade
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.reaching import Reached
    from mle_reviewer.system.signs import Sign

_MOST: Final = 40  # places of one role
_ORDER: Final[dict[How | None, int]] = {"run": 0, "by hand": 1, None: 2}


@dataclass(frozen=True, slots=True)
class Role:
    """One place where the repository does something. `where` is "code", "notebook" or "configuration".

    `answers`: somebody waits for what it says; a batch is scored for whoever reads its result later.
    """

    at: Location
    says: str
    reached: How | None
    where: str = "code"
    answers: bool = True


@dataclass(frozen=True, slots=True)
class Roles:
    """What a repository does, by the places where it does so; what is run stands first. Tests never count."""

    trains: tuple[Role, ...] = ()
    evaluates: tuple[Role, ...] = ()
    serves: tuple[Role, ...] = ()  # has a model answer requests or score batches; a web application without does not
    deploys: tuple[Role, ...] = ()  # puts what it builds where it is used
    monitors: tuple[Role, ...] = ()
    pipelines: tuple[Role, ...] = ()
    tracks: tuple[Role, ...] = ()
    registers: tuple[Role, ...] = ()
    llm: tuple[Role, ...] = ()


class Known(Protocol):
    """What is asked of a system."""

    @property
    def stages(self) -> tuple[Stage, ...]:
        """What pipeline definitions start."""

    @property
    def conventions(self) -> Conventions:
        """What pages say."""

    @property
    def indexed(self) -> World:
        """The code."""

    @property
    def code(self) -> tuple[str, ...]:
        """The documents of code."""

    @property
    def notebooks(self) -> tuple[str, ...]:
        """The notebooks."""

    @property
    def ground(self) -> Ground:
        """The commands that are written down."""

    @property
    def manifests(self) -> Mapping[str, tuple[Manifest, ...]]:
        """What configuration declares."""

    @property
    def started(self) -> tuple[Started, ...]:
        """The commands of what is deployed."""

    @property
    def handlers(self) -> tuple[Handler, ...]:
        """What answers requests."""

    @property
    def homemade(self) -> tuple[Homemade, ...]:
        """The models that no library fits."""

    @property
    def reached(self) -> Reached:
        """What is run."""

    def of_kind(self, *kinds: str) -> list[str]:
        """The documents of these kinds."""

    def routines(self, *tiers: str) -> Iterator[Routine]:
        """All functions."""

    def signed(self, *signs: str) -> list[Sign]:
        """The calls that are one of these signs."""

    def where(self, path: str, pos: int) -> Location:
        """Where something stands."""

    def at(self, routine: Routine, pos: int) -> Location:
        """Where something of a function stands."""


def roles_of(system: Known) -> Roles:
    """The roles of a system, each from knowledge of libraries, signs and manifests."""
    done = list(_done(system))
    found: dict[str, list[Role]] = {}
    for kind, role in done:
        found.setdefault(kind, []).append(role)
    ways = Entering(system)
    found.setdefault("trains", []).extend(_learned_by_hand(system))
    found["serves"] = [*_handlers(system, ways), *_by_hand(system), *_queued(system, ways), *_commanded(system)]
    found["serves"] += _batches(system, ways)
    if found.get("trains") or found.get("llm"):
        found["serves"] = found["serves"] or list(_likely(system))
    found.setdefault("monitors", []).extend(_declared(system, "alert", "monitor", "dashboard", "slo"))
    found.setdefault("pipelines", []).extend(_declared(system, "pipeline", "stage"))
    found["pipelines"] += [
        Role(system.at(one, one.pos), f"{_SIGNED[known.sign][1]} ({one.name})", system.reached.how(one))
        for one, known in decorated(system, "pipeline", "pipeline-step")
    ]
    found["pipelines"] += [
        Role(Location(one.document, one.line, raw_line=one.line), f"the stage {one.name}", "run", "configuration")
        for one in system.stages
        if any(launch.kind != "notebook" for launch in one.launches)
    ]
    if any(found.get(kind) for kind in ("trains", "serves", "llm")):
        found.setdefault("deploys", []).extend((*_shipped(system), *_delivered(system)))
    else:
        found.pop("deploys", None)
    return Roles(**{kind: _ordered(some) for kind, some in found.items()})


def _ordered(some: Iterable[Role]) -> tuple[Role, ...]:
    """Each place once: what is run first, notebooks last."""
    each = {(one.at.path, str(one.at)): one for one in some}
    key = lambda one: (one.where == "notebook", _ORDER[one.reached], one.at.path, one.at.line)  # noqa: E731
    return tuple(sorted(each.values(), key=key)[:_MOST])


_DELIVERING: Final = {
    "deploy": "puts something where it is used",
    "publish": "puts an image where deployments take it from",
}
SPEAKS: Final = re.compile(r"predict|forecast|infer|scor(?:e|ing)|classif|recommend|detect|recogni[sz]e")
_Asked = Callable[["World", "Call"], str]
_DOING: Final[tuple[tuple[str, _Asked, str], ...]] = (
    ("trains", trains, "trains a model"),
    ("evaluates", scores, "works out how good a model is"),
    ("llm", answers, "asks a model that was trained elsewhere"),
)
_SIGNED: Final[dict[str, tuple[str, str]]] = {
    "log-parameters": ("tracks", "keeps the parameters of a run"),
    "log-metrics": ("tracks", "keeps the metrics of a run"),
    "log-model": ("tracks", "keeps the model of a run"),
    "log-artifact": ("tracks", "keeps a file of a run"),
    "autolog": ("tracks", "keeps what a run does"),
    "start-run": ("tracks", "begins a run that is kept"),
    "register": ("registers", "puts a version into a registry"),
    "promote": ("registers", "makes a version the one that is used"),
    "train": ("trains", "has a model trained"),
    "retrain": ("trains", "has a model trained again"),
    "drift": ("monitors", "holds a distribution against another"),
    "quality": ("monitors", "holds predictions against later labels"),
    "profile": ("monitors", "writes down statistics of data"),
    "service-metric": ("monitors", "exposes a number about the service"),
    "pipeline": ("pipelines", "declares a pipeline"),
    "pipeline-step": ("pipelines", "declares a step of a pipeline"),
    "schedule": ("pipelines", "runs at set times"),
    "deploy": ("deploys", "puts a model or service where it is used"),
    "rollout": ("deploys", "moves traffic to another version"),
    "rollback": ("deploys", "moves traffic back"),
    "llm-call": ("llm", "asks a language model"),
    "llm-evaluation": ("evaluates", "scores answers of a language model"),
    "slice-metrics": ("evaluates", "works out metrics per group"),
    "compare-models": ("evaluates", "holds a candidate against another model"),
    "fairness": ("evaluates", "works out how groups are treated"),
}


def _done(system: Known) -> Iterator[tuple[str, Role]]:
    """What calls do, in code and in notebooks."""
    for routine in system.routines():
        yield from _calls(system, routine, system.reached.how(routine), "code")
    for path in system.notebooks:
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            yield from _calls(system, routine, "by hand", "notebook")
    for sign, (kind, says) in _SIGNED.items():
        for one in system.signed(sign):
            yield kind, Role(system.where(one.path, one.pos), f"{says} ({one.name})", system.reached.how(one.routine))


def _calls(system: Known, routine: Routine, how: How | None, where: str) -> Iterator[tuple[str, Role]]:
    for call in routine.calls():
        for kind, asked, says in _DOING:
            name = asked(system.indexed, call)
            if name:
                pos = (learned_by(routine, call) if kind == "trains" else call).pos
                yield kind, Role(system.at(routine, pos), f"{says} ({_spelled(name)})", how, where)
    if scored_by_hand(system.indexed, routine):
        yield "evaluates", Role(system.at(routine, routine.pos), f"{routine.name} adds up a score by hand", how, where)


def _spelled(name: str) -> str:
    return f".{name[2:]}" if name.startswith("?.") else name


def _handlers(system: Known, ways: Entering) -> Iterator[Role]:
    """What answers requests with a model behind it: functions, served classes, and pages that a person uses."""
    for one in system.handlers:
        for start in one.starts:
            name = model_behind(system, ways, start)
            if name:
                at = system.at(start, one.call.pos if one.call is not None else start.pos)
                yield Role(at, f"answers with what a model says ({_spelled(name)})", system.reached.how(start))
                break


def _learned_by_hand(system: Known) -> Iterator[Role]:
    """Where a model is kept that no library fitted."""
    for one in system.homemade:
        for routine, call in one.kept:
            notebook = routine.path.endswith(".ipynb")
            how = "by hand" if notebook else system.reached.how(routine)
            says = f"keeps what it learned from rows for answers ({one.name})"
            yield Role(system.at(routine, call.pos), says, how, "notebook" if notebook else "code")


def _by_hand(system: Known) -> Iterator[Role]:
    """What answers requests by a model that no library fitted."""
    for one in system.homemade:
        for handler in one.answers:
            at = system.at(handler.first, handler.call.pos if handler.call is not None else handler.first.pos)
            says = f"answers by what was learned from rows and kept ({one.name})"
            yield Role(at, says, system.reached.how(handler.first))


def speaks(one: Handler) -> bool:
    """Whether a handler prepares as servers of models do, or is asked under a name that speaks of predictions."""
    return bool((one.kind == "server" and one.sets) or SPEAKS.search(f"{one.words} {one.name}".lower()))


def _likely(system: Known) -> Iterator[Role]:
    """What answers requests under a name that speaks of predictions: that a model answers is likely, and not seen."""
    for one in system.handlers:
        if speaks(one):
            says = f"answers requests as {one.words or one.name}; which model answers was not seen"
            at = system.at(one.first, one.call.pos if one.call is not None else one.first.pos)
            yield Role(at, says, system.reached.how(one.first))


def _queued(system: Known, ways: Entering) -> Iterator[Role]:
    """What takes messages of a queue and has a model answer them."""
    tasks = {(one.path, one.function): one for one, _known in decorated(system, "queue-task")}
    tasks |= {(one.path, one.routine.function): one.routine for one in system.signed("consume")}
    for one in tasks.values():
        name = model_behind(system, ways, one)
        if name:
            says = f"answers messages of a queue with what a model says ({_spelled(name)})"
            yield Role(system.at(one, one.pos), says, system.reached.how(one))


def _commanded(system: Known) -> Iterator[Role]:
    """Commands that serve a stored model by themselves."""
    for one in system.started:
        words = proper(one.words)
        known = system.conventions.command(words[0].rpartition("/")[2]) if words else None
        needed = known.slots.get("words") if known is not None else None
        if known is not None and isinstance(needed, list) and set(needed) <= set(words[1:]):
            at = Location(one.path, one.line, raw_line=one.line)
            yield Role(at, f"serves a model ({' '.join((words[0], *needed))})", "run", "configuration")


def _batches(system: Known, ways: Entering) -> Iterator[Role]:
    """What scores in batches and answers no request."""
    answering = {start.path for one in system.handlers for start in one.starts}
    for one in batches(system.indexed, system.conventions, ways, system.routines("code"), system.reached.started()):
        how = system.reached.how(one.start)
        if how is not None and one.start.path not in answering:
            says = f"scores in batches and keeps the result ({_spelled(one.name)})"
            yield Role(system.at(one.routine, one.call.pos), says, how, answers=False)


def _declared(system: Known, *roles: str) -> Iterator[Role]:
    for role in roles:
        for one in system.manifests.get(role, ()):
            yield Role(one.at, f"{one.about} declares: {role} {one.name}".rstrip(), "run", "configuration")


def _delivered(system: Known) -> Iterator[Role]:
    """Commands and actions that put something where it is used: in CI they are run, in scripts by hand."""
    automatic = system.ground.workflows
    gone = {path: passing(system.ground, system.conventions, one) for path, one in automatic.items()}
    for path, command in system.ground.commands:
        says = _DELIVERING.get(signed(system.conventions, command)) if command.words else None
        if says is not None and (command.line, command.words) not in gone.get(path, ()):
            at = Location(path, command.line, raw_line=command.line)
            words = " ".join(command.words[:4]).replace(UNKNOWN, "…")
            yield Role(at, f"{says} ({words})", "run" if path in automatic else "by hand", "configuration")
    for path, workflow in automatic.items():
        for step in (step for job in workflow.jobs for step in job.steps if step.uses):
            entry = system.conventions.command(f"uses {step.uses.partition('@')[0]}")
            says = _DELIVERING.get(entry.sign) if entry is not None else None
            pushes = entry is not None and (entry.sign != "publish" or dict(step.with_).get("push", "true") != "false")
            if says is not None and pushes and (step.line, (step.uses,)) not in gone[path]:
                at = Location(path, step.line, raw_line=step.line)
                yield Role(at, f"{says} ({step.uses})", "run", "configuration")


def _shipped(system: Known) -> Iterator[Role]:
    """Manifests that put the repository's own images, or a model, where they are used."""
    for role in ("service", "rollout", "function"):
        for one in system.manifests.get(role, ()):
            yield Role(one.at, f"{one.about} ships {one.name or role}", "run", "configuration")
    dockerfiles = any(tier(path) == "code" for path in system.of_kind("dockerfile"))
    for role in ("workload", "job"):
        for one in system.manifests.get(role, ()):
            images = one.all("image")
            own = next((
                entry for entry in images
                if built_here(entry.text() or "", system.conventions, dockerfiles=dockerfiles)
            ), one.one("build") or one.one("source"))  # fmt: skip
            if own is not None:
                name = one.name if one.name and "{{" not in one.name else "an image"
                says = f"{one.about} runs {name}, which is built here"
                yield Role(one.place(own), says, "run", "configuration")
