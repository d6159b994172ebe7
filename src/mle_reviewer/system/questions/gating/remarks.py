"""Why a figure counts, as comments and docstrings beside the code that works it out or chooses by it say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge import headings
from mle_reviewer.knowledge.measures import same
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.learning.training_ground import ground

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

_LARGEST: Final = 400_000
_MOST: Final = 3
_FAVOURS: Final = ("favors", "favours", "favoring", "favouring", "weighs recall", "weighs precision")
_WHY: Final = (
    "because", "to handle", "imbalance*", "imbalanced", "costly", "to avoid", "to reduce", "penali*", "misleading",
    "relevance", "robust to", *_FAVOURS,
)  # fmt: skip
_CHOOSES: Final = (
    "maximi*",
    "minimi*",
    "optimi*",
    "chosen",
    "choose",
    "select*",
    "prefer*",
    "instead of",
    "rather than",
    *_FAVOURS,
)
_DONE: Final = ("defined as", "identity", "smote", "resampl*", "oversampl*", "undersampl*", "class weight*",
         "contaminat*", "leak*", "snooping")  # fmt: skip
_QUOTES: Final = re.compile(r'^[ \t]*[rf]?("""|\'\'\')', re.MULTILINE)
_FIRST: Final = 4  # lines of a docstring


def remarks(system: System) -> list[tuple[Location, str, set[str]]]:
    """Comments and docstrings of training that say why a figure is the one, with the figures that they name."""
    return system.once(_remarks)


def _remarks(system: System) -> list[tuple[Location, str, set[str]]]:
    found: list[tuple[Location, str, set[str]]] = []
    near = ground(system)
    for path in sorted(near, key=lambda path: near[path]):
        document = system.document(path) if path.endswith(".py") else None
        if document is None or len(document.data) > _LARGEST:
            continue
        for line, text in _spoken(document.data.decode("utf-8", "replace")):
            said = _reasoned(text)
            figures = {same(one) for one in headings.METRICS if f" {one} " in said} - {"", "accuracy"}
            if figures:
                found.append((location(path, line), " ".join(text.split())[:200], figures))
        if len(found) >= _MOST:
            break
    return found[:_MOST]


def _reasoned(text: str) -> str:
    """The sentence that says by what something is chosen and why, as words of `spoken`; no formula, no definition."""
    for part in text.split(". "):
        said = headings.spoken(part)
        aside = headings.tells(said, _DONE) or "``" in part
        if headings.tells(said, _WHY) and headings.tells(said, _CHOOSES) and not aside:
            return said
    return ""


def _spoken(text: str) -> list[tuple[int, str]]:
    """The comments of a program line by line, and the first sentences of its docstrings, with where they begin."""
    found: list[tuple[int, str]] = []
    held: list[str] = []
    open_at, mark = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if mark:
            if bare and len(held) < _FIRST:
                held.append(bare.replace(mark, ""))
            if headings.tells(headings.spoken(bare), _FAVOURS):
                found.append((number, bare.replace(mark, "")))
                held = held[:-1]
            if (mark in bare or not bare) and held:
                found.append((open_at, " ".join(held)))
                held = []
                open_at = number + 1
            elif not bare:
                open_at = number + 1
            if mark in bare:
                mark = ""
        elif bare.startswith("#"):
            found.append((number, bare.lstrip("# ")))
        elif (begun := _QUOTES.match(line)) is not None:
            rest = bare[bare.index(begun[1]) + 3 :]
            if begun[1] in rest:
                found.append((number, rest.replace(begun[1], "")))
            else:
                open_at, mark, held = number, begun[1], [rest] if rest else []
    return found
