"""Draws what programs touch beside data and models: registries, runs, gates, language models, signals, features."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from mle_reviewer.findings.map import Edge, Node
from mle_reviewer.system.mapping.programs import Program
from mle_reviewer.system.mapping.sheet import Part
from mle_reviewer.system.mapping.touches import Touch


def beside(program: Program, touch: Touch, node: str) -> Iterator[Part]:
    """The parts that one touch of a program adds, where `node` is the program."""
    draw = _DRAWN.get(touch.kind)
    if draw is not None:
        yield from draw(program, touch, node)


def short(name: str) -> str:
    """The last part of a dotted name."""
    return name.removeprefix("?.").rpartition(".")[2] or name


def _registered(program: Program, touch: Touch, node: str) -> Iterator[Part]:
    name = _registry(program, touch)
    yield Node(f"registry:{name}", "registry", name, touch.at, None, touch.about)
    yield Edge(node, f"registry:{name}", touch.kind, touch.at)


def _registry(program: Program, touch: Touch) -> str:
    """The name under which a version is registered; where a call tells none, the one that its program names."""
    named = touch.spelled or next((one.spelled for one in program.of("registers", "promotes") if one.spelled), ())
    return named[0] if named else "unnamed"


def _tracked(_program: Program, touch: Touch, node: str) -> Iterator[Part]:
    if touch.about:
        yield Node(f"tracker:{touch.about}", "tracker", touch.about, touch.at, None, "runs are recorded here")
        yield Edge(node, f"tracker:{touch.about}", "records runs", touch.at)


def _asked(_program: Program, touch: Touch, node: str) -> Iterator[Part]:
    name = touch.spelled[0] if touch.spelled else touch.by.partition(".")[0]
    yield Node(f"external model:{name}", "external model", name, touch.at, name, "trained elsewhere")
    yield Edge(f"external model:{name}", node, "is asked", touch.at)


def _split(program: Program, touch: Touch, node: str) -> Iterator[Part]:
    yield Node(f"split:{program.path}", "split", short(touch.by), touch.at)
    yield Edge(f"split:{program.path}", node, "gives the parts", touch.at)


def _gate(program: Program, touch: Touch, node: str) -> Iterator[Part]:
    name = short(touch.by) if not touch.by.endswith(".py") else touch.by
    gate = f"gate:{touch.at.path}:{name}"
    yield Node(gate, "gate", name, touch.at, None, "what is measured decides here")
    yield Edge(node, gate, "is decided", touch.at)
    for other in program.of("registers", "promotes"):
        yield Edge(gate, f"registry:{_registry(program, other)}", "lets through", touch.at)


def _recorded(program: Program, touch: Touch, node: str) -> Iterator[Part]:
    if node.startswith("service:") or program.of("predicts", "asks"):  # what else is written is data
        yield Node(f"record:{program.path}", "record", "predictions kept", touch.at)
        yield Edge(node, f"record:{program.path}", "keeps predictions", touch.at)


def _deployed(program: Program, touch: Touch, node: str) -> Iterator[Part]:
    """What code itself puts where it is used; the version that it registers or promotes goes there."""
    name = touch.spelled[0] if touch.spelled else short(touch.by)
    target = f"deployment:{program.path}:{name}"
    yield Node(target, "deployment", name, touch.at, None, touch.about)
    yield Edge(node, target, "deploys", touch.at)
    for other in program.of("registers", "promotes"):
        yield Edge(f"registry:{_registry(program, other)}", target, "is deployed", touch.at)


def _exposed(_program: Program, touch: Touch, node: str) -> Iterator[Part]:
    for name in touch.spelled[:1]:
        yield Node(f"signal:{name}", "signal", name, touch.at, None, "exposed here")
        yield Edge(node, f"signal:{name}", "exposes", touch.at)


def _watched(program: Program, touch: Touch, node: str) -> Iterator[Part]:
    if not node.startswith("monitor:"):
        yield Node(f"monitor:{program.path}", "monitor", short(touch.by), touch.at)
        yield Edge(node, f"monitor:{program.path}", "is watched", touch.at)


def _features(_program: Program, touch: Touch, node: str) -> Iterator[Part]:
    """Views of features: those that are declared, or those of which some are taken (`view:feature`)."""
    taken = touch.kind == "takes-features"
    views = dict.fromkeys(name.partition(":")[0] if taken else name for name in touch.spelled)
    for name in views or (touch.about,):
        target = f"feature:{name}"
        yield Node(target, "feature", name, touch.at)
        if taken:
            yield Edge(target, node, "takes features", touch.at)
        elif node != target:
            yield Edge(node, target, "declares", touch.at)


def _sources(_program: Program, touch: Touch, node: str) -> Iterator[Part]:
    for name in touch.spelled:
        yield Node(f"data source:{name}", "data source", name, touch.at, None, touch.about)
        yield Edge(f"data source:{name}", node, "is declared", touch.at)


_DRAWN: Final[Mapping[str, Callable[[Program, Touch, str], Iterator[Part]]]] = {
    "registers": _registered, "promotes": _registered, "tracks": _tracked, "asks": _asked, "splits": _split,
    "gates": _gate, "records": _recorded, "exposes": _exposed, "watches": _watched, "deploys": _deployed,
    "features": _features, "takes-features": _features, "sources": _sources,
}  # fmt: skip
