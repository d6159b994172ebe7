"""What a call means for models: it trains, scores, predicts, keeps a table, a model or a version of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.artifacts import entries_of
from mle_reviewer.system.doing import predicts, scores, trains

if TYPE_CHECKING:
    from mle_reviewer.knowledge.entries import CallEntry
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System

Kind = Literal["trains", "examples", "scores", "predicts", "writes", "releases", "records", "validates"]
_HOLDING: Final = frozenset({"loader", "dataset", "trainer"})
_SIGNS: Final[dict[str, tuple[Kind, str]]] = {
    "train": ("trains", "a model is trained"),
    "retrain": ("trains", "a model is trained again"),
    "register": ("releases", "a version enters the registry"),
    "promote": ("releases", "a version becomes the one in use"),
    "deploy": ("releases", "a model is put in use"),
    "save-model": ("writes", "a model is written"),
    "log-model": ("records", "the model of a run is kept"),
    "keep-file": ("writes", "a file is put into storage"),
    "append-rows": ("writes", "a table or file is written"),
    "slice-metrics": ("scores", "metrics per group are worked out"),
    "llm-evaluation": ("scores", "answers are scored"),
    "compare-models": ("scores", "a candidate is held against another model"),
    "validate": ("validates", "data is checked"),
    "validate-result": ("validates", "data is checked"),
}


@dataclass(frozen=True, slots=True)
class Matter:
    """What a call means: its kind, and words for a trace."""

    kind: Kind
    says: str


def matter(system: System, call: Call) -> Matter | None:
    """What a call means for models; None where that is nothing, or nothing is known."""
    world = system.indexed
    if name := trains(world, call):
        return Matter("trains", f"a model is trained ({_short(name)})")
    for name in world.names(call):
        entry = system.conventions.call(name) or (system.conventions.call(f"*.{call.method}") if call.method else None)
        if entry is not None and entry.sign in _SIGNS:
            kind, says = _SIGNS[entry.sign]
            return Matter(kind, f"{says} ({_short(name)})")
        known = system.table.find_class(name)
        if known is not None and known.role in _HOLDING and not known.path.startswith("builtins."):
            return Matter("examples", f"examples for a model are held ({_short(name)})")
    if name := scores(world, call):
        return Matter("scores", f"a figure is worked out ({_short(name)})")
    if name := predicts(world, call):
        return Matter("predicts", f"a model is asked ({_short(name)})")
    entry_ = next((one for one in entries_of(world, call) if one.effect in {"save", "persist"}), None)
    if entry_ is not None:
        return Matter("writes", f"a file is written ({_short(entry_.path)})")
    return None


def known_of(system: System, call: Call) -> tuple[CallEntry, ...]:
    """What knowledge says of a call, and of a method of something of a library about which it says nothing."""
    found = system.indexed.entries(call)
    if found or call.method is None or not system.indexed.names(call):
        return found
    other = system.table.duck(call.method)
    return () if other is None else (other,)


def _short(name: str) -> str:
    return name.removeprefix("?.").removeprefix("builtins.")
