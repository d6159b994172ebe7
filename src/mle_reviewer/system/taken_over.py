"""Projects of other people that a repository took over whole: folders that say themselves that they live elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, Protocol

from mle_reviewer.knowledge.packages import CODE_HOSTS
from mle_reviewer.sources.document import decode
from mle_reviewer.sources.gap import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mle_reviewer.program.reading import Reader

_LICENCE: Final = re.compile(r"(?:licen[cs]e|copying|unlicense)(?:\.(?:txt|md|rst)|-[\w.]+)?", re.IGNORECASE)
_README: Final = re.compile(r"readme(?:[._-][\w.-]+)?", re.IGNORECASE)
_PROJECT: Final = frozenset({"setup.py", "setup.cfg", "pyproject.toml", "hubconf.py", "requirements.txt"})
_ADDRESSED: Final = frozenset({"setup.py", "setup.cfg", "pyproject.toml"})  # they state where a project lives
_HOST: Final = "|".join(map(re.escape, CODE_HOSTS))
_ADDRESS: Final = re.compile(rf"(?:{_HOST})[/:]([\w.-]+)/([\w.-]*[\w-])", re.IGNORECASE)
_CLONED: Final = re.compile(rf"\bclone\b[^\n]*?(?:{_HOST})[/:]([\w.-]+)/([\w.-]*[\w-])", re.IGNORECASE)
_PARTS: Final = re.compile(r"[a-z0-9]+")
_VERSION: Final = re.compile(r"main|master|v?\d+")  # what a download adds to the name of a project


class Tree(Protocol):
    """What is asked of a tree."""

    @property
    def reader(self) -> Reader:
        """What reads its documents."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Every document, in order."""


def taken_over(tree: Tree) -> tuple[str, ...]:
    """The folders below the root that hold a whole project of somebody else, each with its last slash.

    Such a project brings a licence that nothing outside of it has (the packages of one owner share theirs), its own
    README and the marks of a Python project, and it says that it lives at an address of its own whose name the folder
    still bears. Where that is the address which the README at the root has cloned, or that of another project of the
    same owner, the folder is the repository's own; and so it is where no other Python code stands beside it.
    """
    held: dict[str, list[str]] = {}
    licensed = {path.rpartition("/")[0] for path in tree.paths if _LICENCE.fullmatch(path.rpartition("/")[2])}
    if not any(licensed):
        return ()
    for path in tree.paths:
        folder, _slash, name = path.rpartition("/")
        if not folder or folder in licensed:
            held.setdefault(folder, []).append(name)
    whole = [folder for folder in sorted(licensed) if folder and _is_project(held[folder])]
    shared = _licences(tree, licensed, held) if whole else {}
    own = _owners(tree, held.get("", ()))
    foreign = (one for one in whole if not _shared(one, shared) and _lives_elsewhere(tree, one, held[one], own))
    starts = tuple(f"{one}/" for one in foreign)
    beside = any(path.endswith((".py", ".ipynb")) and not path.startswith(starts) for path in tree.paths)
    return starts if beside else ()


def _is_project(names: Sequence[str]) -> bool:
    return not _PROJECT.isdisjoint(names) and any(_README.fullmatch(one) for one in names)


def _licences(tree: Tree, folders: set[str], held: dict[str, list[str]]) -> dict[str, list[str]]:
    """The folders that hold each text of a licence, in order, each with its last slash."""
    found: dict[str, list[str]] = {}
    for folder in folders:
        for text in {" ".join(text.lower().split()) for text in _texts(tree, folder, held[folder], _LICENCE)}:
            found.setdefault(text, []).append(f"{folder}/" if folder else "")
    return {text: sorted(some) for text, some in found.items()}


def _shared(folder: str, licences: dict[str, list[str]]) -> bool:
    """Whether a licence of a folder stands outside of it as well, or none could be read."""
    start = f"{folder}/"
    own = [some for some in licences.values() if _has(some, start)]
    return not own or not all(one.startswith(start) for some in own for one in (some[0], some[-1]))


def _has(some: list[str], one: str) -> bool:
    at = bisect_left(some, one)
    return at < len(some) and some[at] == one


def _owners(tree: Tree, names: Sequence[str]) -> dict[str, set[str]]:
    """The projects that the README at the root has cloned, by their owners."""
    found: dict[str, set[str]] = {}
    for text in _texts(tree, "", names, _README):
        for owner, name in _CLONED.findall(text):
            found.setdefault(owner.lower(), set()).add(_plain(name))
    return found


def _lives_elsewhere(tree: Tree, folder: str, names: Sequence[str], own: dict[str, set[str]]) -> bool:
    """Whether a project names an address whose name its folder bears, and which is not that of the repository."""
    stated = [*_texts(tree, folder, names, _README), *_texts(tree, folder, sorted(_ADDRESSED & {*names}))]
    addresses = {(owner.lower(), _plain(name)) for text in stated for owner, name in _ADDRESS.findall(text)}
    parts = _PARTS.findall(folder.rpartition("/")[2].lower())
    homes = [owner for owner, name in addresses if _bears(parts, owner, _PARTS.findall(name))]
    return bool(homes) and not any(owner in own for owner in homes)


def _bears(parts: list[str], owner: str, name: list[str]) -> bool:
    """Whether the parts of a folder's name are those of a project, with its owner before or a version behind."""
    by = _PARTS.findall(owner)
    starts = [name, [*by, *name]] if name else []
    return any(
        parts[: len(one)] == one and all(_VERSION.fullmatch(rest) for rest in parts[len(one) :]) for one in starts
    )


def _plain(name: str) -> str:
    return name.lower().removesuffix(".git")


def _texts(tree: Tree, folder: str, names: Sequence[str], of: re.Pattern[str] | None = None) -> Iterator[str]:
    """The texts of documents of a folder; what cannot be read says nothing for it."""
    for name in names:
        if of is None or of.fullmatch(name):
            document = tree.reader.tree.read(f"{folder}/{name}" if folder else name)
            text = document if isinstance(document, Gap) else decode(document)
            if isinstance(text, str):
                yield text
