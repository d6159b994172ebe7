"""From a module of a front end that asks for a prediction to the components that use what it gives, by imports."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mle_reviewer.program.markup import Markup, Script

COMPONENTS: Final = (".tsx", ".jsx", ".vue", ".svelte", ".html")
_ENDINGS: Final = ("", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".vue", ".svelte", "/index.ts", "/index.tsx", "/index.js")
_IMPORT: Final = re.compile(r"\bimport\s+(?:type\s+)?(?P<what>[\w$*{}\s,]+?)\s+from\s*$")
_DEFINED: Final = re.compile(
    r"(?:\bexport\s+)?(?:(?:async\s+)?function\s*\*?\s*(?P<function>[\w$]+)|(?:const|let|var)\s+(?P<const>[\w$]+)\s*[=:])"
    r"|^[ \t]+(?:static\s+|public\s+|private\s+)?async\s+(?P<method>[\w$]+)\s*\(",
    re.MULTILINE,
)
_DEFAULT: Final = re.compile(r"\bexport\s+default\b")
_DEEPEST: Final = 4


def shown_in(pages: Mapping[str, Markup], path: str, script: Script, start: int) -> Iterator[tuple[str, int]]:
    """The components, and the line of each, that use what a module defines around a place of its script."""
    if path.endswith(COMPONENTS):
        yield path, script.line_of(start)
        return
    waiting, seen = [(path, script, start, 0)], {path}
    while waiting:
        one, code, place, depth = waiting.pop(0)
        names = _names(code, place)
        for other, inner, used in _users(pages, one, names):
            if other in seen:
                continue
            seen.add(other)
            if other.endswith(COMPONENTS):
                yield other, inner.line_of(used)
            elif depth < _DEEPEST:
                waiting.append((other, inner, used, depth + 1))


def _names(script: Script, place: int) -> frozenset[str]:
    """What others may call the thing in which a place stands: its own name, or that of the object around it."""
    before = [found for found in _DEFINED.finditer(script.code) if found.start() <= place]
    if not before:
        return frozenset({"default"}) if _DEFAULT.search(script.code) else frozenset()
    last = before[-1]
    names = {name for name in last.groups() if name}
    top = [found for found in before if not _indent(script.code, found.start())]
    names |= {name for found in top[-1:] for name in found.groups() if name}
    exported = _DEFAULT.search(script.code)
    if exported is not None and (exported.start() <= place or re.search(
        rf"\bexport\s+default\s+(?:{'|'.join(map(re.escape, names))})\b", script.code
    )):  # fmt: skip
        names.add("default")
    return frozenset(names)


def _indent(code: str, start: int) -> bool:
    line = code.rfind("\n", 0, start) + 1
    return code[line:start].isspace() or code[line : line + 1].isspace()


def _users(pages: Mapping[str, Markup], path: str, names: frozenset[str]) -> Iterator[tuple[str, Script, int]]:
    """The documents that import one of the names from a document, each with where it is used first."""
    for other, markup in pages.items():
        for script in markup.scripts:
            for literal in script.literals:
                found = _IMPORT.search(script.code, max(literal.start - 400, 0), literal.start)
                if found is None or not _means(pages, other, literal.value, path):
                    continue
                bound = _bound(found["what"], names)
                for name in bound:
                    used = re.compile(rf"(?<![\w$.]){re.escape(name)}\b").search(script.code, literal.start)
                    if used is not None:
                        yield other, script, used.start()
                        break


def _bound(what: str, names: frozenset[str]) -> list[str]:
    """The names by which an import brings in one of these."""
    found: list[str] = []
    inside = re.search(r"\{([^}]*)\}", what)
    for part in inside[1].split(",") if inside else ():
        name, _, as_ = (piece.strip() for piece in part.partition(" as "))
        if name.removeprefix("type ") in names:
            found.append(as_ or name)
    outside = re.sub(r"\{[^}]*\}", "", what)
    for part in outside.split(","):
        name = part.strip().removeprefix("* as ").strip()
        if name and ("default" in names or part.strip().startswith("*")):
            found.append(name)
    return found


def _means(pages: Mapping[str, Markup], importer: str, spelled: str, path: str) -> bool:
    """Whether an import of one document means another."""
    if spelled.startswith("."):
        base = posixpath.normpath(posixpath.join(posixpath.dirname(importer), spelled))
        return any(f"{base}{ending}" == path for ending in _ENDINGS)
    tail = spelled.removeprefix("@/").removeprefix("~/").removeprefix("src/")
    if tail == spelled:
        return False
    fits = [one for one in pages if any(one.endswith(f"/{tail}{ending}") for ending in _ENDINGS)]
    return fits == [path]
