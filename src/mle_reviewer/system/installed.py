"""What images, scripts and projects have installed: each command, the documents that it names, and their pins."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.dockerfile import Dockerfile, Instruction, Stage
from mle_reviewer.program.requirements import Pins, Requirement, installs
from mle_reviewer.program.shell import read_shell

if TYPE_CHECKING:
    from mle_reviewer.system.grounds import Ground

# Lock files state everything exactly; one beside a document that asks for ranges says what is really installed.
_LOCKS: Final = re.compile(
    r"(?:uv|poetry|pdm|pixi|pipfile|conda|requirements)[\w.-]*[.-]lock(?:\.(?:ya?ml|txt|json|toml))?|conda-lock\.ya?ml"
    r"|pylock(?:\.[\w-]+)?\.toml",
    re.IGNORECASE,
)
_DEEPEST: Final = 4
_MOST: Final = 400
_CEILING: Final = re.compile(r"<|~=|\^|~\d|==\s*[\d.]+\*|(?<![<>=!~])=\d")


@dataclass(frozen=True, slots=True)
class Install:
    """One command that installs: where it stands, in which image ("" for none), what it names and which documents."""

    path: str
    line: int
    image: str
    pins: Pins
    documents: tuple[str, ...]
    stage: Stage | None = None

    @property
    def constrained(self) -> bool:
        """Whether another document bounds what it may choose."""
        return any(one.constraint for one in self.pins.includes)


def locked_beside(ground: Ground, path: str) -> str | None:
    """A lock file in the folder of a document, or in one above it."""
    folder = posixpath.dirname(path)
    for _ in range(_DEEPEST):
        for other in ground.folders.get(folder, ()):
            if other != path and _LOCKS.fullmatch(posixpath.basename(other)):
                return other
        if not folder:
            return None
        folder = posixpath.dirname(folder)
    return None


def is_library(ground: Ground, path: str) -> bool:
    """Whether a project is described beside a document, so that ranges there are promises to those who install it."""
    folder = posixpath.dirname(path)
    if any(posixpath.join(folder, name) in ground.known for name in ("setup.py", "setup.cfg")):
        return True
    project = posixpath.join(folder, "pyproject.toml")
    roots = ground.of.roots(project) if project in ground.known else ()
    return any(root.get("project") or root.get("tool", "poetry") for root in roots)


def unbounded(one: Requirement) -> bool:
    """Whether any later version would be installed."""
    return not one.exact and not _CEILING.search(one.specifier) and not one.url and not one.editable


def whole(ground: Ground, path: str) -> tuple[tuple[Requirement, ...], frozenset[str]]:
    """The requirements of a document with those it includes, and the names that constraints pin exactly."""
    found: list[Requirement] = []
    pinned: set[str] = set()
    waiting, seen = [(path, False)], {path}
    while waiting and len(seen) < _MOST:
        here, constraint = waiting.pop(0)
        pins = ground.pins(here)
        if constraint:
            pinned |= {one.name for one in pins.requirements if one.exact}
        else:
            found += [one for one in pins.requirements if not one.group]
        for include in pins.includes:
            other = posixpath.normpath(posixpath.join(posixpath.dirname(here), include.path))
            if other in ground.known and other not in seen:
                seen.add(other)
                waiting.append((other, constraint or include.constraint))
    return tuple(found), frozenset(pinned)


def installations(ground: Ground) -> Iterator[Install]:
    """The commands of images, CI and scripts that install something."""
    for dockerfile in ground.of.dockerfiles:
        path = dockerfile.path
        for stage in dockerfile.stages:
            for instruction in stage.all("RUN"):
                yield from _in_image(ground, path, dockerfile, stage, instruction)
    for path, command in ground.commands:
        pins = installs(command.words, command.line, path)
        if pins is not None:
            spelled = [one.path for one in pins.includes if not one.constraint]
            documents = tuple(_existing(ground, spelled, ("", posixpath.dirname(path))))
            yield Install(path, command.line, "", pins, documents)


def _said(text: str, line: int) -> Iterator[tuple[tuple[str, ...], int]]:
    for command in read_shell(text, line):
        yield command.words, command.line


def _in_image(
    ground: Ground, path: str, dockerfile: Dockerfile, stage: Stage, instruction: Instruction
) -> Iterator[Install]:
    if instruction.form == "exec":
        said: Iterable[tuple[tuple[str, ...], int]] = [(instruction.words, instruction.line)]
    else:
        said = _said(instruction.text, instruction.line)
    for words, _ in said:
        asked = installs(words, instruction.line, path)
        pins = asked if asked is not None else _fetched(words, instruction.line, path)
        if pins is None:
            continue
        spelled = [one.path for one in pins.includes if not one.constraint]
        project = [one for one in pins.requirements if _is_folder(one)]
        copied = _copied(dockerfile, stage)
        documents = [*_meant(ground, path, copied, spelled), *_projects(ground, path, copied, project)]
        rest = Pins(tuple(one for one in pins.requirements if one not in project), includes=pins.includes)
        yield Install(path, instruction.line, path, rest, tuple(dict.fromkeys(documents)), stage)


def _fetched(words: tuple[str, ...], line: int, path: str) -> Pins | None:
    """What `pip wheel` and `pip download` fetch, which another command installs."""
    for number, word in enumerate(words[:4]):
        if word in {"wheel", "download"} and any("pip" in one for one in words[:number]):
            return installs((*words[:number], "install", *words[number + 1 :]), line, path)
    return None


def _is_folder(one: Requirement) -> bool:
    return not one.name and (one.url or one.specifier).partition("[")[0].strip() in {".", "./"}


def _copied(dockerfile: Dockerfile, stage: Stage) -> list[str]:
    """The sources that COPY and ADD take into a stage and those below it, from outside the build."""
    found = []
    for one in dockerfile.chain(stage):
        for word in ("COPY", "ADD"):
            found += [source for made in one.all(word) if made.flag("from") is None for source in made.sources]
        for run in one.all("RUN"):
            for key, value in run.flags:
                if key == "mount" and "type=bind" in value:
                    found += [part[7:] for part in value.split(",") if part.startswith("source=")]
    return found


def _contexts(path: str) -> tuple[str, ...]:
    """The folders that an image may be built from: its own, or one above."""
    folder = posixpath.dirname(path)
    found = [folder]
    while folder:
        folder = posixpath.dirname(folder)
        found.append(folder)
    return tuple(found)


def _meant(ground: Ground, path: str, copied: list[str], spelled: list[str]) -> Iterator[str]:
    """The documents of the repository that an image's commands name, by what was copied under their names."""
    for one in spelled:
        name = posixpath.basename(one)
        sources = [source for source in copied if posixpath.basename(source.rstrip("/")) == name]
        folders = [posixpath.join(source, name) for source in copied if source not in sources]
        yield from _existing(ground, [*sources, one.lstrip("/"), name, *folders], _contexts(path), most=1)


def _projects(ground: Ground, path: str, copied: list[str], project: list[Requirement]) -> Iterator[str]:
    if project:
        sources = [one for one in copied if posixpath.basename(one) == "pyproject.toml"]
        folders = [posixpath.join(source, "pyproject.toml") for source in copied]
        yield from _existing(ground, [*sources, *folders], _contexts(path), most=1)


def _existing(ground: Ground, spelled: Iterable[str], folders: tuple[str, ...], most: int = _MOST) -> Iterator[str]:
    given = 0
    for one in dict.fromkeys(spelled):
        for folder in folders:
            path = posixpath.normpath(posixpath.join(folder, one))
            if path in ground.known:
                yield path
                given += 1
                break
        if given >= most:
            return
