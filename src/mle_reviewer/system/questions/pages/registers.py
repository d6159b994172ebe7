"""Registers that a team keeps in settings rather than in pages: what it assumes, and which figure it chooses by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import same, words
from mle_reviewer.program.prose.placeholders import empty
from mle_reviewer.system.manifests import location
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

_ASSUMED: Final = frozenset({"assumption", "assumptions"})
_SENTENCE: Final = 3  # words; fewer are a setting
_MOST: Final = 3
_CHOOSING: Final = frozenset({"primary", "selection", "comparison", "promotion", "champion"})


@dataclass(frozen=True, slots=True)
class Registered:
    """What a register says: under which key, in what words, and where."""

    name: str
    text: str
    at: Location


def assumed(system: System) -> tuple[Registered, ...]:
    """The first assumptions that YAML documents list in sentences under a key that says so."""
    return system.once(_assumed)


def _assumed(system: System) -> tuple[Registered, ...]:
    found: list[Registered] = []
    for path in system.of_kind("yaml"):
        document = system.document(path) if tier(path) in {"code", "docs"} else None
        if document is None or b"assumption" not in document.data.lower():
            continue
        found += [one for root in system.roots(path) for one in _in(path, root)]
        if len(found) >= _MOST:
            break
    return tuple(found[:_MOST])


def _in(path: str, root: Entry) -> Iterator[Registered]:
    """One for each key that says so, with the first sentence below it."""
    for key, entry in root.items():
        if not _ASSUMED & set(words(key)):
            continue
        said = ((one, one.text() or "") for _, one in entry.walk())
        first = next(((one, text) for one, text in said if len(text.split()) >= _SENTENCE and not empty(text)), None)
        if first is not None:
            yield Registered(key, " ".join(first[1].split())[:200], location(path, first[0].line))


def chosen_by(system: System) -> tuple[Registered, ...]:
    """The figures that YAML settings name to choose a model by: `comparison_metric: fbeta_score`."""
    return system.once(_chosen_by)


def _chosen_by(system: System) -> tuple[Registered, ...]:
    found: list[Registered] = []
    for path in system.of_kind("yaml"):
        document = system.document(path) if tier(path) == "code" else None
        if document is None or b"metric" not in document.data:
            continue
        for keys, one in (pair for root in system.roots(path) for pair in root.walk()):
            named = set(words(str(keys[-1]))) if keys else set()
            text = one.text() or ""
            if "metric" in named and named & _CHOOSING and same(text):
                found.append(Registered(str(keys[-1]), text, location(path, one.line)))
        if len(found) >= _MOST:
            break
    return tuple(found[:1])
