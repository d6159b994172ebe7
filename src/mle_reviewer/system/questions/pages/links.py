"""Links into the repository: whether what they point to is there, file and heading."""

from __future__ import annotations

import difflib
import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from mle_reviewer.program.markdown import Page, read_markdown

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_HOSTED: Final = re.compile(
    r"https?://(?:www\.)?(?:github|gitlab)[\w.-]*/([\w.-]+/[\w.-]+?)(?:/-)?/(?:blob|tree|raw)/([^/#?]+)/([^#?]+)(?:#(.*))?$"
)
_REPOSITORY: Final = re.compile(r"(?:github|gitlab)[\w.-]{0,40}[/:]([\w.-]+/[\w.-]+)")
_SAYING: Final = ("README.md", "pyproject.toml", "setup.py", "package.json", "mkdocs.yml", "Chart.yaml", "CHANGELOG.md")
_STATED: Final = re.compile(r"\{#([\w:.-]+)\}|<a\s+(?:id|name)=[\"']([\w:.-]+)[\"']")
_LARGEST: Final = 200_000


@dataclass(frozen=True, slots=True)
class Linked:
    """Where a link into the repository leads: the path and the anchor, whether both are there, and what is near."""

    path: str
    anchor: str
    there: bool
    found: bool
    near: str = ""


def linked(system: System, document: str, target: str) -> Linked | None:
    """What a link of a document leads to; None where it leads out of the repository, or nobody can say."""
    target = target.strip()
    hosted = _HOSTED.match(target)
    if hosted is not None:
        name, path, anchor = hosted[1].removesuffix(".git"), unquote(hosted[3]), hosted[4] or ""
        if not _ours(system, name.lower(), path):
            return None
    elif "://" in target or not target or " " in target or "{{" in target or "$" in target or "." not in target:
        return None
    else:
        path, _, anchor = target.partition("#")
        path = _meant(system, document, path)
        if "/" not in path and not path.endswith((".md", ".markdown", ".rst")):
            return None
    there = system.layout.holds(path.rstrip("/"))
    if not there:
        name = posixpath.basename(path)
        same = (one for one in system.paths if posixpath.basename(one) == name)
        near = max(same, key=lambda one: len(posixpath.commonprefix([one, document])), default="")
        return Linked(path, anchor, there=False, found=False, near=near)
    slugs = _slugs(system, path)
    if not anchor or slugs is None or anchor.lower() in slugs or re.fullmatch(r"L\d+(-L\d+)?", anchor):
        return Linked(path, anchor, there=True, found=True)
    close = difflib.get_close_matches(anchor.lower(), sorted(slugs), 1)
    return Linked(path, anchor, there=True, found=False, near=f"{path}#{close[0]}" if close else "")


def _meant(system: System, document: str, path: str) -> str:
    """The path that a relative link means: from its document, or from a folder above, which holds a project.

    In a tree of several projects each writes its links from its own folder, and the nearest that holds it is meant;
    where none does, the path is that of the whole tree.
    """
    folder = posixpath.dirname(document)
    while folder:
        found = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
        if system.layout.holds(found.rstrip("/")):
            return found
        folder = posixpath.dirname(folder)
    return posixpath.normpath(path.lstrip("/"))


def page(system: System, path: str) -> Page | None:
    """A Markdown document of the tree as a page."""
    return _page(system, path)


@lru_cache(maxsize=400)
def _page(system: System, path: str) -> Page | None:
    document = system.document(path) if path.endswith((".md", ".markdown")) else None
    return read_markdown(document)[0] if document is not None else None


def _slugs(system: System, path: str) -> frozenset[str] | None:
    found, document = page(system, path), system.document(path)
    if found is None or document is None:
        return None
    text = document.data[:_LARGEST].decode("utf-8", "replace").lower()
    stated = [one or other for one, other in _STATED.findall(text)]
    return frozenset([*stated, *(one.slug for one in found.sections)])


def _ours(system: System, name: str, path: str) -> bool:
    """Whether the repository of a hosted link is this one: it says so itself, or has the very file."""
    return name in _names(system) or system.layout.holds(path.rstrip("/"))


@lru_cache(maxsize=4)
def _names(system: System) -> frozenset[str]:
    """The name that the repository gives itself most often where it says where it lives."""
    counted: dict[str, int] = {}
    for saying in _SAYING:
        document = system.document(saying) if saying in system.reader.tree.paths() else None
        if document is not None:
            text = document.data[:_LARGEST].decode("utf-8", "replace")
            for name in _REPOSITORY.findall(text):
                key = name.lower().removesuffix(".git").rstrip(".")
                counted[key] = counted.get(key, 0) + 1
    best = max(counted.values(), default=0)
    return frozenset(name for name, count in counted.items() if count == best)
