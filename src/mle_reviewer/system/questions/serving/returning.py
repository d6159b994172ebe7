"""How a deployment goes back to the version before: pages, scripts, targets and jobs that say so, and controllers."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.flow.tree.plan import target_of
from mle_reviewer.program.commands import launches
from mle_reviewer.program.shell import read_shell
from mle_reviewer.sources.location import Location
from mle_reviewer.system.launching import proper
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.commands.running import Ran, ran
from mle_reviewer.system.questions.pages.links import page
from mle_reviewer.system.questions.serving.wording import said_in
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import Conventions
    from mle_reviewer.program.prose.page import Section
    from mle_reviewer.program.scripts.command import Command
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.system import System

BACK: Final = re.compile(
    r"(?i)\broll(?:ing|s)?[-_ ]?back\b|\bback[-_ ]?out\b|\brevert(?:ing)?\b(?!.{0,20}(?:commit|pr\b|pull))"
)
_NONE: Final = re.compile(  # headings that say there is no way back
    r"(?i)\b(?:no|without|missing|lacks?|lacking|cannot|todo|pas de|sin|kein\w*|sem)\b.{0,40}\broll"
    r"|rollback.{0,40}\b(?:missing|not implemented|todo)\b"
)
_OTHER: Final = re.compile(r"(?i)\b(?:database|db|sql|alembic|migration|transaction|git history)\b")
# Programs beside the model's service, and what is no deployment: a script of that name turns them back.
_BESIDE: Final = re.compile(
    r"(?i)\b(?:flink|kafka|spark|filebeat|fluentd?|logstash|elasticsearch|kibana|grafana|prometheus|debezium|"
    r"connectors?|zookeeper|frontend|databases?|db|sql|alembic|migrations?|migrate)\b"
)
_APART: Final = re.compile(r"[-_.:/]")
_OPTIONS: Final = frozenset({"-n", "--namespace", "--context", "--kubeconfig", "--region", "--profile", "--project"})
_SAYING: Final = frozenset({"echo", "printf", "cat", "exit", "set", "cd", "true", ":", "read", "tee"})
# Pages of what is planned, or of what once was: no way that anybody goes.
_PLANNED: Final = re.compile(
    r"(?i)(?:implementation|migration|project|upgrade|pr)[-_ ]?plan|roadmap|milestone|proposal|archive|histor|backlog"
)
_OF_CODE: Final = frozenset({"git", "rm", "rmdir", "del", "remove-item", "pip", "pip3", "systemctl", "service"})
_KEPT: Final = re.compile(  # a model that stands in the repository, or what points to one
    r"(?i)\.(?:pkl|pickle|joblib|onnx|pth?|h5|keras|safetensors|cbm|dvc|lock|bin)$|(?:^|/)(?:models?|artifacts?|checkpoints?|weights)(?:/|$)"
)
_EARLIER: Final = re.compile(r"(?i)prev|old|stable|last|rollback|blue|version|revision|tag|<|\$|sha|:v?\d")
_NAMED: Final = 3  # words of a command that says what it turns back, too
_SPAN: Final = re.compile(r"`([^`]{4,160})`")
_LONGEST: Final = 4  # words of a command that a page knows
_MOST_TARGETS: Final = 40


@dataclass(frozen=True, slots=True)
class Way:
    """A page's section, a script, a target or a job that goes back: its words and its commands, each with its line."""

    at: Location
    name: str
    text: str
    commands: tuple[tuple[int, tuple[str, ...]], ...]
    kind: str  # "page", "script" or "code"
    runs: bool = True  # whether something runs it, as far as that can be seen of code
    routine: Routine | None = None  # the function, where it is one
    said: tuple[tuple[int, str], ...] = ()  # a page's lines of prose, and the remarks between its commands
    parted: bool = False  # a whole page whose parts are ways of their own, beside parts on something else

    @property
    def done(self) -> bool:
        """Whether a script does anything but say something."""
        return any(words and words[0] not in _SAYING for _line, words in self.commands)


@lru_cache(maxsize=2)
def ways_back(system: System) -> tuple[Way, ...]:
    """Everything that is called a rollback of what is deployed."""
    return (*_pages(system), *_scripts(system), *_code(system))


def _pages(system: System) -> Iterator[Way]:
    for path in system.of_kind("markdown"):
        if tier(path) not in {"code", "docs"}:
            continue
        found = page(system, path)
        sections = found.sections if found is not None else ()
        whole = bool(sections) and BACK.search(sections[0].title or posixpath.basename(path)) is not None
        parted = any(BACK.search(one.title) for one in sections[1:])
        for number, one in enumerate(sections):
            named = BACK.search(one.title) is not None and not _NONE.search(one.title)
            if not one.filled or _OTHER.search(one.title) or not (named or (whole and number == 0)):
                continue
            under = [
                inner for inner in sections[number:]
                if inner.line <= one.end_line and (inner is one or inner.level > one.level or whole)
            ]  # fmt: skip
            text = "\n".join(inner.text for inner in under)
            commands = tuple(
                (command.line, command.words)
                for inner in under
                for fence in inner.fences
                if fence.language in {"", "bash", "sh", "shell", "console", "zsh", "text"}
                for command in read_shell(_prompted(fence.text), fence.line + 1)
                if command.words
            )
            commands += tuple(_spans(system, under))
            parts = parted and number == 0
            yield Way(location(path, one.line), one.title, text, commands, "page", said=said_in(under), parted=parts)


def _spans(system: System, sections: Iterable[Section]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The commands that turn back and stand within sentences, between back quotes."""
    for one in sections:
        for number, line in enumerate(one.text.split("\n")):
            for span in _SPAN.findall(line) if "`" in line else ():
                words = tuple(span.split())
                if len(words) > _NAMED and sign_of(words, system.conventions) == "rollback":
                    yield one.text_line + number, words


def _prompted(text: str) -> str:
    return "\n".join(line.lstrip().removeprefix("$ ") for line in text.split("\n"))


def _scripts(system: System) -> Iterator[Way]:
    found: dict[tuple[str, str], list[Command]] = {}
    for one in ran(system):
        called = BACK.search(one.name.replace("_", " ").replace("-", "")) or BACK.search(one.name)
        if called and not _of_another(one):
            found.setdefault((one.path, one.name), []).append(one.command)
    for (path, name), some in found.items():
        commands = tuple((command.line, command.words) for command in some)
        text = "\n".join(" ".join(words) for _line, words in commands)
        yield Way(location(path, commands[0][0]), name, text, commands, "script")


def _of_another(one: Ran) -> bool:
    """Whether the name of a script or target, which a workflow's whole name is not, says another program's."""
    name = _APART.sub(" ", one.name.rpartition("/")[2])
    return not one.path.endswith((".yml", ".yaml")) and _BESIDE.search(name) is not None


def _code(system: System) -> Iterator[Way]:
    """Functions that are called so and move a model or traffic, or write what a registry of models points to."""
    moved = {(sign.path, sign.routine.function) for sign in system.signed("promote", "rollback", "rollout", "deploy")}
    for path in system.code:
        module = system.indexed.module(path) if tier(path) == "code" else None
        for routine in module.routines() if module is not None else ():
            name = routine.name.rpartition(".")[2] if routine.function >= 0 else ""
            if not BACK.search(name.replace("_", " ")) or _OTHER.search(path):
                continue
            inner = {(one.path, one.function) for call in routine.calls() for one in system.indexed.own(call)}
            own = bool(_MODELS & set(re.split(r"[^a-z]+", f"{path}.{routine.name}".lower()))) and _writes(
                system, routine
            )
            if own or (routine.path, routine.function) in moved or inner & moved:
                runs = system.reached.how(routine) is not None
                yield Way(system.at(routine, routine.pos), routine.name, "", (), "code", runs=runs, routine=routine)


def _writes(system: System, routine: Routine) -> bool:
    """Whether a function writes a file or a row itself, or by what it calls."""
    near = [routine, *(one for call in routine.calls() for one in system.indexed.own(call))]
    return any(
        call.method in _WRITING or {name.rpartition(".")[2] for name in system.indexed.names(call)} & _WRITING
        for one in near[:_MOST_CALLED]
        for call in one.calls()
    )


_WRITING: Final = frozenset({
    "replace", "write_text", "write_bytes", "rename", "copy", "copy2", "copytree", "symlink_to", "symlink", "dump",
    "execute", "put_object", "copy_object",
})  # fmt: skip
_MOST_CALLED: Final = 20
_MODELS: Final = frozenset({"model", "models", "registry", "promotion", "promote", "artifact", "artifacts", "champion"})


def sign_of(words: Iterable[str], conventions: Conventions) -> str:
    """What pages say a command does, by its first words without options; "" for any other."""
    plain: list[str] = []
    skip = False
    for word in proper(tuple(words)):
        if skip:
            skip = False
        elif word.startswith("-"):
            skip = word in _OPTIONS
        else:
            plain.append(word.rpartition("/")[2] if not plain else word)
    for count in range(min(_LONGEST, len(plain)), 0, -1):
        known = conventions.command(" ".join(plain[:count]))
        if known is not None:
            return known.sign
    return ""


def made_again(system: System, way: Way) -> Iterator[tuple[str, Step]]:
    """The commands of a way back that train (`retrain`) or build (`rebuild`), those of its targets included.

    A program that has brought back what it kept finds nothing to make.
    """
    trains = {role.at.path for role in system.roles.trains if role.where == "code"}
    waiting, seen = [(way.at.path, line, words) for line, words in way.commands], set[str]()
    kept = set[str]()  # programs that brought back what they kept
    while waiting and len(seen) < _MOST_TARGETS:
        path, line, words = waiting.pop(0)
        sign = sign_of(words, system.conventions)
        at = location(path, line)
        if sign == "restore":
            kept.update(proper(words)[:1])
        elif sign == "retrain" and kept.intersection(proper(words)[:1]):
            continue
        if sign in {"retrain", "rebuild"}:
            yield sign, Step(at, f"`{' '.join(words)[:80]}`")
            continue
        for launch in launches(" ".join(words), ".", line, {}):
            target = target_of(system.layout, launch)
            if target in trains:
                yield "retrain", Step(at, f"`{' '.join(words)[:80]}` trains a model")
        if words and words[0] in {"make", "gmake"}:
            for name in (word for word in words[1:] if not word.startswith("-") and "=" not in word):
                if name not in seen:
                    seen.add(name)
                    waiting += [
                        (one.path, one.command.line, one.command.words)
                        for one in ran(system) if one.name == name and one.command.words and "akefile" in one.path
                    ]  # fmt: skip


def goes_back(system: System, way: Way) -> Step | None:
    """The command of a way back that moves to what was there before; deploying what was made again does not."""
    again = next(made_again(system, way), None) is not None
    moving = {sign.path for sign in system.signed("promote", "rollback", "rollout", "deploy")}
    signs = [sign_of(words, system.conventions) for _line, words in way.commands]
    for (line, words), sign in zip(way.commands, signs, strict=True):
        moves = sign == "rollback" or (sign == "deploy" and not again and _earlier(way, words))
        for launch in launches(" ".join(words), ".", line, {}):
            moves = moves or target_of(system.layout, launch) in moving
        if moves:
            return Step(location(way.at.path, line), f"`{' '.join(words)[:80]}`")
    return Step(way.at, f"`{way.name}` moves back") if way.kind == "code" else None


def code_alone(way: Way) -> bool:
    """Whether the commands of a way back bring back or remove files and start again, and nothing that was kept."""
    for _line, words in way.commands:
        plain = proper(words)
        program = plain[0].lower() if plain else ""
        if program not in _SAYING | _OF_CODE or (program == "git" and any(_KEPT.search(word) for word in plain[1:])):
            return False
    return True


def _earlier(way: Way, words: tuple[str, ...]) -> bool:
    """Whether a command that deploys names a version of before: what applies the files as they are brings none back."""
    said = " ".join(words[1:])
    return words[0] != "terraform" and (way.kind != "page" or _EARLIER.search(said) is not None)


def aside(way: Way) -> bool:
    """Whether a page tells of what is to be built, of what once was, or of another program."""
    told = _PLANNED.search(way.at.path) or _ELSE.search(way.at.path)
    return way.kind == "page" and told is not None


def lost(system: System, back: Step) -> str:
    """The deployment that a command turns back and that no manifest of the repository declares; "" for any other."""
    found = _DEPLOYMENT.search(back.says)
    declared = {one.name for one in system.manifests.get("workload", ()) if one.entry.get("apiVersion") is not None}
    plain = {one for one in declared if one and "{" not in one}
    return found[1] if found is not None and plain == declared and plain and found[1] not in plain else ""


_DEPLOYMENT: Final = re.compile(r"rollout undo (?:deployment|deploy|statefulset)[/ ]([\w-]+)")
_ELSE: Final = re.compile(
    r"(?i)(?:^|[-_/.])(?:mlflow|grafana|prometheus|airflow|superset|kafka|frontend|kibana)(?:[-_/.]|$)"
)


def controllers(system: System) -> tuple[tuple[Manifest, str], ...]:
    """Manifests by which a new version takes over in steps or goes back by itself, each with how."""
    found: list[tuple[Manifest, str]] = []
    for one in system.manifests.get("rollout", ()):
        if one.text("type") in {"AllAtOnce", "ALL_AT_ONCE", "ECS"} and one.one("rollback") is None:
            continue
        slots = ("steps", "weights", "rollback", "analysis", "type", "mirror")
        how = next((slot for slot in slots if one.one(slot) is not None), "")
        if how and one.text(how).lower() != "false" and not _ELSE.search(f"{one.path}/{one.name}"):
            found.append((one, how))
    for one in system.manifests.get("service", ()):
        if one.text("canary") not in {"", "0"} or len(one.all("traffic")) > 1:
            found.append((one, "canary" if one.one("canary") is not None else "traffic"))
        elif one.one("shadow") is not None and one.text("shadow").lower() != "false":
            found.append((one, "shadow"))
    found += [
        (one, "weights" if len(one.all("weights")) > 1 else "mirror")
        for one in system.manifests.get("route", ())
        if len(one.all("weights")) > 1 or one.one("mirror") is not None
    ]
    return tuple(found)
