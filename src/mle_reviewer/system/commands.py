"""Commands that start what a repository deploys: of images, of workloads, of scripts and of process files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.docker_words import shell_words
from mle_reviewer.program.shell import read_script, read_shell
from mle_reviewer.sources.document import decode
from mle_reviewer.sources.gap import Gap
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.program.dockerfile import Dockerfile, Stage
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.deployed import Deployed
    from mle_reviewer.system.manifests import Manifest

_SHELLS: Final = frozenset({"sh", "bash", "ash", "dash", "zsh", "/bin/sh", "/bin/bash", "/bin/ash", "/usr/bin/bash"})
_PROCESS: Final = re.compile(r"([A-Za-z0-9_-]+):\s*(\S.*)")
_FIRST: Final = (
    "entrypoint",
    "entryPoint",
    "command",
    "startCommand",
    "dockerCommand",
)  # of Kubernetes `command` is what Docker calls its entrypoint
_MOST: Final = 4_000
_DEEPEST: Final = 3


@dataclass(frozen=True, slots=True)
class Started:
    """One command: its words, where it stands, and the folders of the repository that it may run in, likeliest first.

    `where` is "image", "workload", "script" or "process file".
    """

    words: tuple[str, ...]
    path: str
    line: int
    folders: tuple[str, ...]
    where: str
    environment: tuple[tuple[str, str], ...] = ()
    manifest: Manifest | None = None


def started(system: Deployed) -> tuple[Started, ...]:
    """Every such command of a tree, in the order of their documents."""
    found: list[Started] = []
    for some in (_of_images(system), _of_workloads(system), _of_scripts(system), _of_processes(system)):
        for one in some:
            found.append(one)
            if len(found) >= _MOST:
                return tuple(found)
    return tuple(found)


def _of_images(system: Deployed) -> Iterator[Started]:
    for image in system.dockerfiles:
        for stage in image.stages:
            entry, command = image.holds(stage, "ENTRYPOINT"), image.holds(stage, "CMD")
            words = (entry.words if entry else ()) + (command.words if command else ())
            at = command or entry
            if at is None or not words:
                continue
            folders = _mapped(image, stage, system.layout)
            made = Started(words, image.path, at.line, folders, "image", stage.environment)
            yield from inner(made)


def _mapped(image: Dockerfile, stage: Stage, layout: Layout) -> tuple[str, ...]:
    """The folders of the repository that the working directory of a stage is a copy of."""
    here = posixpath.dirname(image.path)
    work = "/"
    copies: list[tuple[str, str]] = []
    for one in reversed(image.chain(stage)):
        for ins in one.instructions:
            if ins.word == "WORKDIR" and ins.words:
                work = posixpath.normpath(posixpath.join(work, ins.words[0]))
            elif ins.word in {"COPY", "ADD"} and ins.flag("from") is None:
                target = posixpath.normpath(posixpath.join(work, ins.target))
                copies += [(source, target) for source in ins.sources]
    found = [
        folder
        for source, target in copies
        for context in (here, "")
        if (folder := _copied(layout, context, source, target, work)) is not None
    ]
    return tuple(dict.fromkeys([*found, here or ".", "."]))


def _copied(layout: Layout, context: str, source: str, target: str, work: str) -> str | None:
    """The folder of the repository that stands at `work` where `source` is copied to `target`."""
    folder = posixpath.normpath(posixpath.join(context or ".", source.lstrip("/") or "."))
    if folder != "." and not layout.holds(folder):
        return None
    if "." in posixpath.basename(folder) and folder in layout.files:
        target = posixpath.dirname(target) if posixpath.basename(target) == posixpath.basename(folder) else target
        folder = posixpath.dirname(folder) or "."
    if work == target or work.startswith(target.rstrip("/") + "/"):
        return posixpath.normpath(posixpath.join(folder, posixpath.relpath(work, target)))
    if target.startswith(f"{work.rstrip('/')}/"):  # ./app goes to /srv/app while /srv is where the work is done
        depth = posixpath.relpath(target, work)
        if folder == depth or folder.endswith(f"/{depth}"):
            return folder.removesuffix(depth).rstrip("/") or "."
    return None


def _of_workloads(system: Deployed) -> Iterator[Started]:
    for role in ("workload", "job", "service"):
        for one in system.manifests.get(role, ()):
            words = shell_words(one.text("entrypoint"))
            if words:
                around = (".", posixpath.dirname(one.path) or ".")
                line = one.place(one.one("entrypoint")).line
                yield from inner(Started(words, one.path, line, around, "workload", (), one))
            for container in one.all("containers"):
                words = _stated(container)
                if not words:
                    continue
                at = next((entry for key in (*_FIRST, "args") if (entry := container.get(key)) is not None), container)
                build = one.text("build") or one.text("context")
                folder = posixpath.normpath(posixpath.join(posixpath.dirname(one.path), build)) if build else "."
                folders = tuple(dict.fromkeys([folder, ".", posixpath.dirname(one.path) or "."]))
                yield from inner(Started(words, one.path, at.line, folders, "workload", (), one))


def _stated(container: Entry) -> tuple[str, ...]:
    """The words of a container's command, as Kubernetes, Compose, ECS and their like state them."""
    found: list[str] = []
    for key in (*_FIRST, "args"):
        entry = container.get(key)
        if entry is None:
            continue
        if isinstance(entry.value, list):
            found += [text for one in entry.value if (text := one.text()) is not None]
        elif isinstance(entry.value, str):
            found += shell_words(entry.value)
    return tuple(found)


def _of_scripts(system: Deployed) -> Iterator[Started]:
    for path in system.of_kind("shell"):
        document = system.document(path) if tier(path) == "code" else None
        if document is None:
            continue
        folders = tuple(dict.fromkeys([".", posixpath.dirname(path) or "."]))
        for command in read_script(document)[0].commands:
            if command.words:
                yield Started(command.words, path, command.line, folders, "script", command.environment)


def _of_processes(system: Deployed) -> Iterator[Started]:
    for path in system.paths:
        if path.rpartition("/")[2] != "Procfile" or tier(path) != "code":
            continue
        document = system.document(path)
        text = Gap(path, 1, "read", "") if document is None else decode(document)
        for number, line in enumerate(text.splitlines() if isinstance(text, str) else (), 1):
            found = _PROCESS.match(line)
            if found is not None:
                folder = posixpath.dirname(path) or "."
                yield from inner(Started(shell_words(found[2]), path, number, (folder,), "process file"))


def inner(one: Started, depth: int = 0) -> Iterator[Started]:
    """The commands that a command is: itself, or those of the text that it gives a shell."""
    text = _shelled(one.words)
    if text is None and not any(word in {"&&", "||", ";", "|"} for word in one.words):
        yield one
        return
    if text is None:
        text = " ".join(one.words)
    for command in read_shell(text, one.line) if depth < _DEEPEST else ():
        if command.words:
            environment = (*one.environment, *command.environment)
            yield from inner(replace(one, words=command.words, environment=environment), depth + 1)


def _shelled(words: Iterable[str]) -> str | None:
    """The text that a shell is given to run."""
    some = list(words)
    if not some or some[0] not in _SHELLS:
        return None
    for number, word in enumerate(some[1:], 1):
        if word.startswith("-") and word.endswith("c"):
            return some[number + 1] if number + 1 < len(some) else None
        if not word.startswith("-"):
            return None
    return None
