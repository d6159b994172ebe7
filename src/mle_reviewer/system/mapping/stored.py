"""Stored things: which file or table one program writes and another reads, by how both are spelled."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from mle_reviewer.sources.location import Location
from mle_reviewer.system.mapping.spelling import alike, last_part, parts_of
from mle_reviewer.system.mapping.touches import Touch

# How fitted models are usually kept; a table or settings have other endings.
_KEPT: Final = frozenset({
    ".pkl", ".pickle", ".joblib", ".pt", ".pth", ".ckpt", ".onnx", ".h5", ".hdf5", ".keras", ".bin", ".model", ".ubj",
    ".cbm", ".safetensors", ".sav", ".dill", ".tflite", ".pb", ".mar", ".gguf", ".skops", ".txt", ".json", ".bst",
})  # fmt: skip
_ONLY_KEPT: Final = _KEPT - {".json", ".txt", ".bin", ".h5", ".hdf5", ".pb"}
_LEARNED_WORDS: Final = (
    "encoder", "scaler", "vectorizer", "vectoriser", "tokenizer", "preprocess", "transform", "imputer", "columns",
    "feature", "vocab", "label",
)  # fmt: skip
_MOST: Final = 300


@dataclass(frozen=True, slots=True)
class Thing:
    """Something stored: as it is spelled by who writes it, or else by who reads it, and who does either."""

    name: str
    sort: str  # "model", "transformation", "data", "figures"
    written: tuple[tuple[str, Touch], ...] = ()  # by which programs
    read: tuple[tuple[str, Touch, int], ...] = field(default=())  # by which, and how surely it is this

    @property
    def at(self) -> Location:
        """Where it is written, else where it is read first."""
        return self.written[0][1].at if self.written else self.read[0][1].at


def ending(text: str) -> str:
    """The ending of the file that a spelling names."""
    return posixpath.splitext(last_part(text))[1].lower()


def sort_of_write(touch: Touch, spelled: str, *, trains: bool, scores: bool) -> str:
    """What a program writes there."""
    if touch.what == "data":
        return "data"
    if touch.what in {"model", "transformation"} and touch.kind in {"writes", "saves"}:
        return touch.what
    kept = ending(spelled) in _ONLY_KEPT or (ending(spelled) == "" and touch.kind == "saves") or touch.kind == "saves"
    if kept and (trains or touch.kind == "saves"):
        return "transformation" if any(word in last_part(spelled).lower() for word in _LEARNED_WORDS) else "model"
    return "figures" if scores and ending(spelled) in {".json", ".yaml", ".yml", ".txt", ".md", ".html"} else "data"


def may_be_kept(touch: Touch, spelled: str, *, predicts: bool) -> bool:
    """Whether what is read may be a model: it is restored, or it is of such a kind and read where one predicts."""
    return touch.kind in {"loads", "takes"} or (predicts and ending(spelled) in _ONLY_KEPT)


def written(writes: Iterable[tuple[str, Touch, str, str]]) -> tuple[Thing, ...]:
    """What is written, as (program, touch, spelling, sort): spellings that surely mean one thing are one."""
    found: list[Thing] = []
    for program, touch, spelled, sort in writes:
        for number, one in enumerate(found):
            if one.sort == sort and alike(one.name, spelled) > 1:
                name = max(one.name, spelled, key=lambda text: (len(parts_of(text)), text))
                found[number] = Thing(name, sort, (*one.written, (program, touch)))
                break
        else:
            if len(found) < _MOST:
                found.append(Thing(spelled, sort, ((program, touch),)))
    return tuple(found)


def matched(things: Iterable[Thing], spelled: str, program: str) -> Iterator[tuple[int, int]]:
    """The things that a spelling may mean, by number, with how surely: the likeliest, and by name alone only one."""
    scored = [
        (alike(one.name, spelled), number)
        for number, one in enumerate(things)
        if any(writer != program for writer, _ in one.written) or not one.written or alike(one.name, spelled) > 1
    ]
    best = max((score for score, _ in scored), default=0)
    likely = [number for score, number in scored if score == best]
    if best > 1 or (best == 1 and len(likely) == 1):
        yield from ((number, best) for number in likely)
