"""What a team declares in the table of its policy: where models, contracts, gates, reports, alerts and runbooks are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from mle_reviewer.program.prose.placeholders import empty
from mle_reviewer.sources.location import Location
from mle_reviewer.system.manifests import Manifest, location, matches
from mle_reviewer.system.reaching import Entrance

if TYPE_CHECKING:
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.knowledge.conventions import Conventions
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.sources.document import Document

FILE: Final = "mle-reviewer.toml"
PROJECT: Final = "pyproject.toml"
LISTS: Final = ("data", "gates", "reports", "alerts", "runbooks")
ENTRIES: Final = ("train-entry", "serve-entry")
_ROLES: Final = (("gates", "gates"), ("reports", "metrics"))
_ENDINGS: Final = (".py", ".ipynb", ".sh", ".yaml", ".yml", ".json", ".toml", ".md", ".sql")
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Pointer:
    """One path, pattern or entry of the table, by its key; `model` is the model that it belongs to, if to one."""

    key: str
    text: str
    at: Location
    model: str = ""


class Tabled(Protocol):
    """What is asked of a system."""

    layout: Layout
    conventions: Conventions

    @property
    def paths(self) -> tuple[str, ...]:
        """Every document of the tree but those of other people."""

    def document(self, path: str) -> Document | None:
        """A document."""

    def roots(self, path: str) -> tuple[Entry, ...]:
        """The values of a document."""


def table(system: Tabled) -> tuple[str, Entry] | None:
    """The document that holds the table, and the table."""
    if FILE in system.paths:
        return next(((FILE, root) for root in system.roots(FILE)), None)
    document = system.document(PROJECT) if PROJECT in system.paths else None
    if document is None or b"mle-reviewer" not in document.data:
        return None
    found = (root.get("tool", "mle-reviewer") for root in system.roots(PROJECT))
    return next(((PROJECT, one) for one in found if one is not None), None)


def pointers(system: Tabled) -> tuple[Pointer, ...]:
    """All that the table declares, placeholders left out."""
    known = table(system)
    return () if known is None else tuple(_stated(*known))[:_MOST]


def _stated(path: str, root: Entry) -> Iterator[Pointer]:
    for key in LISTS:
        stated = root.get(key)
        for one in stated.elements() if stated is not None else ():
            yield from _pointer(key, one, path, "")
    models = root.get("models")
    for model in models.elements() if models is not None and isinstance(models.value, list) else ():
        named = model.get("name")
        name = (named.text() or "") if named is not None else ""
        for key in (*ENTRIES, "card"):
            inner = model.get(key)
            if inner is not None:
                yield from _pointer(key, inner, path, name)


def _pointer(key: str, entry: Entry, path: str, model: str) -> Iterator[Pointer]:
    text = entry.text()
    if text and not empty(text):
        yield Pointer(key, text.removeprefix("./"), location(path, entry.line), model)


def named(system: Tabled, *keys: str) -> tuple[str, ...]:
    """The documents that the table names under these keys."""
    some = [one.text for one in pointers(system) if one.key in keys]
    return tuple(path for path in system.paths if any(matches(text, path) for text in some)) if some else ()


def entrances(system: Tabled) -> Iterator[Entrance]:
    """What the table says that a model is trained or served by: somebody starts it."""
    for one in pointers(system):
        if one.key in ENTRIES:
            target, function = _target(system, one.text)
            if target is not None:
                yield Entrance(target, "by hand", (one.at.path, one.at.line), f"{one.at.path} names it", function)


def _target(system: Tabled, text: str) -> tuple[str | None, str]:
    """The document and the function of an entry: `train.py`, `jobs/train.py:main`, `jobs.train:main`."""
    target, _, function = text.partition(":")
    if target in system.paths:
        return target, function
    plain = "/" not in target and all(part.isidentifier() for part in target.split("."))
    return (system.layout.resolve("x.py", target, 0) if plain else None), function


def dangling(system: Tabled) -> Iterator[Pointer]:
    """Declared paths that lead nowhere; what may be a command or a module is left alone."""
    for one in pointers(system):
        if one.key in ENTRIES:
            target = one.text.partition(":")[0]
            if " " not in target and target.endswith(_ENDINGS) and target not in system.paths:
                yield one
        elif "://" not in one.text and not any(matches(one.text, path) for path in system.paths):
            yield one


def manifests_of(system: Tabled, known: dict[str, list[Manifest]]) -> Iterator[Manifest]:
    """The documents that the table calls gates or reports, as far as they are not known by their names already."""
    for key, role in _ROLES:
        form = next((one for one in system.conventions.documents if one.role == role and not one.each), None)
        seen = {one.path for one in known.get(role, ())}
        for path in named(system, key) if form is not None else ():
            if path not in seen and path.endswith((".yaml", ".yml", ".json", ".toml")):
                for root in system.roots(path):
                    yield Manifest(role, "declared", "", location(path, root.line), root, form)  # type: ignore[arg-type]
