"""Draws what is shipped: images built here, the manifests that run them, and the pipelines that start programs."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.map import Edge, Hole, Node
from mle_reviewer.flow.tree.plan import target_of
from mle_reviewer.program.images import image_of
from mle_reviewer.sources.location import Location
from mle_reviewer.system.images import built_here
from mle_reviewer.system.launching import started_by
from mle_reviewer.system.mapping.drawing import Drawing
from mle_reviewer.system.mapping.sheet import Part

if TYPE_CHECKING:
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.system import System

_WORD: Final = re.compile(r"[a-z0-9]+")
_COMMON: Final = frozenset(
    {"app", "image", "main", "latest", "docker", "service", "src", "values", "repository", "the"}
)


def shipped(system: System, drawing: Drawing) -> Iterator[Part]:
    """Deployments with what they run, and pipelines with the programs that they start."""
    images = _images(system, drawing)
    found = [
        tuple(_manifest(system, drawing, one, role, images))
        for role in ("workload", "job", "service", "rollout")
        for one in system.manifests.get(role, ())
    ]
    parts = [part for some in found for part in some]
    joined = {one.target for one in parts if isinstance(one, Edge)}
    shipped_here = {one.source for one in parts if isinstance(one, Edge)}
    # Of what ships no part of the map, it is open only while there is a service that nothing ships.
    open_end = any(name.startswith("service:") and name not in shipped_here for name in drawing.names())
    for part in parts:
        name = part.id if isinstance(part, Node) else part.node if isinstance(part, Hole) else part.target
        if name in joined or open_end:
            yield part
    yield from _stages(system, drawing)


def _images(system: System, drawing: Drawing) -> dict[str, tuple[str, ...]]:
    """The Dockerfiles, each with the nodes of the programs that its command starts."""
    found: dict[str, tuple[str, ...]] = {one.path: () for one in system.dockerfiles}
    for one in system.started:
        if one.path in found:
            targets = (entrance.target for entrance in started_by(one, system.layout, system.conventions))
            nodes = tuple(node for path in targets if (node := drawing.node_of(path)) is not None)
            found[one.path] = tuple(dict.fromkeys((*found[one.path], *nodes)))
    return found


def _manifest(
    system: System, drawing: Drawing, one: Manifest, role: str, images: dict[str, tuple[str, ...]]
) -> Iterator[Part]:
    stated = [text for entry in one.all("image") if (text := entry.text())]
    own = [text for text in stated if built_here(text, system.conventions, dockerfiles=bool(images))]
    build = one.one("build")
    if role in {"workload", "job"} and not own and build is None:
        return
    name = one.name if one.name and "{{" not in one.name else _by_path(one.path)
    node = f"deployment:{one.path}:{name}"
    yield Node(node, "deployment", name, one.at, None, f"{one.about} {role}")
    commanded = _commanded(system, drawing, one)
    for target in commanded:
        yield Edge(target, node, "is run by it", one.at)
    if commanded:
        return
    files = [_built(one, images)] if build is not None else [_of_image(system, text, one, images) for text in own]
    some = [path for path in files if path is not None]
    for path in some:
        for target in images[path]:
            yield Edge(target, node, f"is shipped ({path})", one.at)
    if role in {"workload", "job"} and not some:
        what = f"the image {own[0]}" if own and "{{" not in own[0] else "an image"
        yield Hole(node, f"ships {what}, and no Dockerfile here was seen to build it", one.at)
    elif some and not any(images[path] for path in some):
        yield Hole(node, f"ships what {some[0]} builds, and no program of the map was seen in that", one.at)


def _by_path(path: str) -> str:
    """What a manifest without a name is called by: its chart's or its own folder."""
    folders = [part for part in path.split("/")[:-1] if part not in {"templates", "base", "manifests"}]
    return folders[-1] if folders else path


def _commanded(system: System, drawing: Drawing, manifest: Manifest) -> tuple[str, ...]:
    """The programs that a manifest's own command starts."""
    found: list[str] = []
    for one in system.started:
        if one.manifest is manifest:
            for entrance in started_by(one, system.layout, system.conventions):
                node = drawing.node_of(entrance.target)
                found += [node] if node is not None else []
    return tuple(dict.fromkeys(found))


def _built(one: Manifest, images: dict[str, tuple[str, ...]]) -> str | None:
    """The Dockerfile that a service of Compose is built by."""
    build = one.one("build")
    if build is None:
        return None
    context = build.text() or next(
        (text for key in ("context",) if (at := build.get(key)) and (text := at.text())), "."
    )
    file = next((text for key in ("dockerfile",) if (at := build.get(key)) and (text := at.text())), "")
    here = posixpath.normpath(posixpath.join(posixpath.dirname(one.path), context))
    if file:
        path = posixpath.normpath(posixpath.join(here, file))
        return path if path in images else None
    return next((path for path in images if (posixpath.dirname(path) or ".") == here), None)


def _of_image(system: System, text: str, one: Manifest, images: dict[str, tuple[str, ...]]) -> str | None:
    """The Dockerfile that builds an image: named alike by its folder, or the only one there is."""
    tagged = _tagged(system, text, images)
    if tagged is not None:
        return tagged
    found = image_of(text)
    words = _words(found.name if found is not None else text) | _words(one.name)
    scored = [(len(words & _words(posixpath.dirname(path) or "") - _COMMON), path) for path in images]
    best = max((score for score, _ in scored), default=0)
    likely = [path for score, path in scored if score == best]
    if best and len(likely) == 1:
        return likely[0]
    serving = [path for path in images if any(node.startswith("service:") for node in images[path])]
    return serving[0] if len(serving) == 1 else next(iter(images)) if len(images) == 1 else None


def _tagged(system: System, text: str, images: dict[str, tuple[str, ...]]) -> str | None:
    """The Dockerfile that a script builds under this name (`docker build -t NAME -f FILE`)."""
    wanted = image_of(text)
    for one in system.started:
        words = list(one.words)
        if wanted is None or words[:2] != ["docker", "build"]:
            continue
        tags = [words[n + 1] for n, word in enumerate(words[:-1]) if word in {"-t", "--tag"}]
        named = {posixpath.basename(made.name) for tag in tags if (made := image_of(tag)) is not None}
        if posixpath.basename(wanted.name) in named:
            file = next((words[n + 1] for n, word in enumerate(words[:-1]) if word in {"-f", "--file"}), "")
            context = words[-1] if not words[-1].startswith("-") else "."
            for path in (posixpath.normpath(file), posixpath.normpath(posixpath.join(context, file or "Dockerfile"))):
                if path in images:
                    return path
    return None


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.lower()) if len(word) > 1 and not word.isdigit()}


def _stages(system: System, drawing: Drawing) -> Iterator[Part]:
    started: dict[str, list[tuple[str, int, str]]] = {}
    for stage in system.stages:
        for launch in stage.launches:
            path = target_of(system.layout, launch)
            target = drawing.node_of(path) if path is not None else None
            if target is not None:
                started.setdefault(stage.document, []).append((target, stage.line, stage.name))
    for document, some in started.items():
        first = min(line for _, line, _ in some)
        node = f"pipeline:{document}"
        yield Node(node, "pipeline", document, Location(document, first, raw_line=first), None, "starts programs")
        for target, line, name in some:
            if target != node:
                yield Edge(node, target, f"starts it ({name})", Location(document, line, raw_line=line))
