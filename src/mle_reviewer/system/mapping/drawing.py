"""Draws what code says: programs, the data and models that they hand each other, registries, gates and trackers."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.map import Edge, Hole, Node, NodeRole
from mle_reviewer.sources.location import Location
from mle_reviewer.system.mapping.beside import beside, short
from mle_reviewer.system.mapping.programs import Program
from mle_reviewer.system.mapping.sheet import Part
from mle_reviewer.system.mapping.spelling import alike, last_part, parts_of
from mle_reviewer.system.mapping.stored import Thing, ending, matched, may_be_kept, sort_of_write, written
from mle_reviewer.system.mapping.touches import Touch

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_SCHEMES: Final = ("models:/", "runs:/")
_PLAIN: Final[Mapping[str, NodeRole]] = {
    "model": "model", "transformation": "feature", "data": "dataset", "figures": "metric",
}  # fmt: skip
_WORDS: Final = {"run": "is run", "by hand": "is started by hand", None: "nothing seen starts it"}


@dataclass(frozen=True, slots=True)
class Role:
    """A program in one of its roles."""

    role: NodeRole
    program: Program

    @property
    def id(self) -> str:
        """The node's id."""
        return f"{self.role}:{self.program.path}"


def roles_of(program: Program, answering: Mapping[str, Location]) -> tuple[Role, ...]:
    """What a program is: the service, the training or the step that it does; seldom two of them."""
    found: list[NodeRole] = []
    if program.path in answering:
        found.append("service")
    if program.of("trains"):
        found.append("training")
    if program.of("watches") and not found:
        found.append("monitor")
    if not found and program.of("scores"):
        found.append("evaluation")
    if not found and program.of("predicts", "asks"):
        found.append("scoring")
    if not found and program.of("features", "sources"):
        found.append("feature")
    return tuple(Role(one, program) for one in found or ["pipeline"])


def owner(program: Program, touch: Touch, roles: Sequence[Role]) -> str:
    """The node of a program that a touch belongs to: where one trains and serves, reading models is the service's."""
    service = next((one for one in roles if one.role == "service"), None)
    if service is not None and touch.kind in {"loads", "takes", "predicts", "asks", "records", "exposes"}:
        return service.id
    return roles[-1].id if roles else f"pipeline:{program.path}"


class Drawing:
    """The programs of a system with their nodes."""

    def __init__(self, system: System, found: Sequence[Program]) -> None:
        self.system = system
        self.programs = found
        self.answering = {one.at.path: one.at for one in system.roles.serves if one.answers}
        self.roles = {one.path: roles_of(one, self.answering) for one in found}
        self.things = self._things()

    def node_of(self, path: str) -> str | None:
        """The node of the program that a document is."""
        roles = self.roles.get(path)
        return roles[0].id if roles else None

    def owner(self, program: Program, touch: Touch) -> str:
        """The node of a program that a touch belongs to."""
        return owner(program, touch, self.roles[program.path])

    def names(self) -> Iterator[str]:
        """The nodes of all programs."""
        return (one.id for roles in self.roles.values() for one in roles)

    def parts(self) -> Iterator[Part]:
        """Everything that code says."""
        for program in self.programs:
            yield from self._program(program)
        yield from self._stored()
        for program in self.programs:
            for touch in program.touches:
                yield from self._read(program, touch)
                yield from beside(program, touch, self.owner(program, touch))

    # programs

    def _program(self, program: Program) -> Iterator[Part]:
        roles = self.roles[program.path]
        for one in roles:
            first = self._first(program, one)
            says = f"{posixpath.basename(program.path)} {_WORDS[program.how]}"
            yield Node(one.id, one.role, program.path, first, None, says)
            scored = tuple(dict.fromkeys(short(touch.by) for touch in program.of("scores")))
            if scored and one.role in {"training", "evaluation", "monitor"}:
                at = program.of("scores")[0].at
                yield Node(f"metric:{program.path}", "metric", ", ".join(scored[:6]), at, None, "worked out here")
                yield Edge(one.id, f"metric:{program.path}", "scores", at)
        for other in program.calls:
            target = self.node_of(other)
            if target is not None:
                yield Edge(roles[0].id, target, "calls it", self._first(program, roles[0]))
        if program.of("trains") and self._answers_for(program) and not self._keeps(program):
            yield Hole(
                next(one.id for one in roles if one.role in {"training", "service"}),
                "trains a model, and nothing was seen that keeps it",
                program.of("trains")[0].at,
            )

    def _answers_for(self, program: Program) -> bool:
        """Whether what a program leaves out is left out for good: it is started itself, and is no notebook."""
        called = any(program.path in one.calls for one in self.programs)
        return program.started and not called and program.path.endswith(".py")

    def _first(self, program: Program, role: Role) -> Location:
        kinds = {
            "training": ("trains",), "evaluation": ("scores",), "scoring": ("predicts", "asks"),
            "monitor": ("watches",), "feature": ("features", "sources"),
        }.get(role.role, ())  # fmt: skip
        if role.role == "service":
            return self.answering[program.path]
        chosen = program.of(*kinds) or program.touches
        return chosen[0].at if chosen else Location(program.path, 1, raw_line=1)

    def _keeps(self, program: Program) -> bool:
        if program.of("registers", "saves", "tracks"):
            return True
        kept = (one for one in self.things if one.sort == "model" for path, _ in one.written if path == program.path)
        return next(kept, None) is not None or any(touch.what == "model" for touch in program.of("writes"))

    # what is stored

    def _things(self) -> tuple[Thing, ...]:
        return written(
            (
                program.path,
                touch,
                spelled,
                sort_of_write(touch, spelled, trains=bool(program.of("trains")), scores=bool(program.of("scores"))),
            )
            for program in self.programs
            for touch in program.of("writes", "saves")
            for spelled in touch.spelled[:1]
        )

    def _stored(self) -> Iterator[Part]:
        for one in self.things:
            at = one.at
            name = _titled(one.name)
            yield Node(thing_id(one), _PLAIN[one.sort], name, at, name if one.sort == "model" else None, "written here")
            for path, touch in one.written:
                program = next(each for each in self.programs if each.path == path)
                yield Edge(owner(program, touch, self.roles[path]), thing_id(one), "writes", touch.at)

    def _read(self, program: Program, touch: Touch) -> Iterator[Part]:
        if touch.kind not in {"reads", "loads", "takes"}:
            return
        node = owner(program, touch, self.roles[program.path])
        predicts = bool(program.of("predicts"))
        unmatched: list[str] = []
        for spelled in touch.spelled:
            found = list(matched(self.things, spelled, program.path))
            for number, surely in found:
                says = "loads" if self.things[number].sort in {"model", "transformation"} else "reads"
                by_name = " (by the name of the file alone)" if surely == 1 else ""
                yield Edge(thing_id(self.things[number]), node, f"{says} it{by_name}", touch.at)
            if not found:
                unmatched.append(spelled)
        if len(unmatched) < len(touch.spelled):
            return
        if not touch.spelled and touch.what == "somewhere":
            if self._answers_for(program) and not node.startswith("pipeline:"):
                yield Hole(node, "reads data from a place that is known only when it runs", touch.at)
        elif not touch.spelled and touch.kind == "reads":
            name = short(touch.by)
            yield Node(f"data source:{name}", "data source", name, touch.at, None, "read here")
            yield Edge(f"data source:{name}", node, "reads it", touch.at)
        for spelled in unmatched[:1]:
            yield from self._missing(touch, spelled, node, predicts=predicts)

    def _missing(self, touch: Touch, spelled: str, node: str, *, predicts: bool) -> Iterator[Part]:
        """What is read and written by nobody: data from outside, a committed model, another's model, or a hole."""
        if not may_be_kept(touch, spelled, predicts=predicts) and not spelled.startswith(_SCHEMES):
            name = _titled(spelled)
            yield Node(f"data source:{name}", "data source", name, touch.at, None, "read here")
            yield Edge(f"data source:{name}", node, "reads it", touch.at)
            return
        if spelled.startswith(_SCHEMES):
            yield from self._registered(touch, spelled, node)
            return
        committed = next((path for path in self.system.paths if alike(path, spelled) > 1), None)
        if committed is not None:
            at = Location(committed, 1, raw_line=1)
            yield Node(f"model:{committed}", "model", committed, at, committed, "lies in the repository")
            yield Edge(f"model:{committed}", node, "loads it", touch.at)
            return
        if any(spelled in one.spelled for each in self.programs for one in each.of("registers", "promotes")):
            yield Node(f"registry:{spelled}", "registry", spelled, touch.at, None, "taken from here")
            yield Edge(f"registry:{spelled}", node, f"takes {spelled}", touch.at)
            return
        if "://" in spelled or (not ending(spelled) and not spelled.startswith((".", "/", "*")) and _is_hub(spelled)):
            name = last_part(spelled) if "://" in spelled else spelled
            yield Node(f"external model:{name}", "external model", name, touch.at, name, "trained elsewhere")
            yield Edge(f"external model:{name}", node, "loads it", touch.at)
            return
        name = _titled(spelled)
        yield Node(f"model:{name}", "model", name, touch.at, name, "loaded here")
        yield Edge(f"model:{name}", node, "loads it", touch.at)
        yield Hole(f"model:{name}", "is loaded, and nothing seen here writes it", touch.at)

    def _registered(self, touch: Touch, spelled: str, node: str) -> Iterator[Part]:
        name = spelled.partition(":/")[2].strip("/").partition("/")[0].partition("@")[0]
        if not name.strip("*"):
            return
        if spelled.startswith("runs:/"):
            yield Node("tracker:", "tracker", "recorded runs", touch.at)
            yield Edge("tracker:", node, "takes a model of a run", touch.at)
            return
        yield Node(f"registry:{name}", "registry", name, touch.at, None, "taken from here")
        yield Edge(f"registry:{name}", node, f"takes {spelled}", touch.at)
        if not any(name in one.spelled for each in self.programs for one in each.of("registers", "promotes")):
            yield Hole(f"registry:{name}", "is asked for it, and nothing seen here registers it", touch.at)


def thing_id(one: Thing) -> str:
    """The id of the node of something stored."""
    return f"{_PLAIN[one.sort]}:{_titled(one.name)}"


def _titled(spelled: str) -> str:
    """A spelling as a title: its last three parts, without what is unknown before them."""
    if "://" in spelled:
        return spelled
    parts = list(parts_of(spelled)[-3:])
    while len(parts) > 1 and parts[0] == "*":
        parts = parts[1:]
    return "/".join(parts) or last_part(spelled) or spelled


def _is_hub(spelled: str) -> bool:
    return spelled.count("/") <= 1 and " " not in spelled
