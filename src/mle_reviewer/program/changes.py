"""What of a module changed, by name: the top-level names that may mean something else now, and what hangs on them."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\W\d]\w*")
_DEFINITIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_BLOCKS: Final = ("body", "orelse", "finalbody", "handlers", "cases")


class Statement(NamedTuple):
    """A top-level statement: its source, where it stands, the names it binds and the words it mentions.

    One that is not `plain` does more than bind names, so that nobody can say what hangs on it.
    """

    text: str
    first: int
    last: int
    names: frozenset[str]
    words: frozenset[str]
    plain: bool


def statements(source: str) -> tuple[Statement, ...] | None:
    """The top-level statements of a module but for its main part, which nobody imports; None for what is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    lines = source.splitlines()
    return tuple(_statement(node, lines) for node in body if not _is_main(node))


def changed_names(old: str, new: str) -> frozenset[str] | None:
    """The names of a module that may mean something else, in either source; None where that may be anything."""
    before, after = statements(old), statements(new)
    if before is None or after is None:
        return None
    texts, others = {one.text for one in before}, {one.text for one in after}
    if [one.text for one in before if one.text in others] != [one.text for one in after if one.text in texts]:
        return None  # the order counts
    changed = [*(one for one in before if one.text not in others), *(one for one in after if one.text not in texts)]
    if not all(one.plain for one in changed):
        return None
    return dependents((*before, *after), frozenset(name for one in changed for name in one.names))


def dependents(found: Sequence[Statement], words: Collection[str]) -> frozenset[str] | None:
    """The names that hang on some words, and those words; None where a statement that hangs on them may do anything."""
    known = set(words)
    waiting = list(found)
    while True:
        touched = [one for one in waiting if not one.words.isdisjoint(known)]
        if not touched:
            return frozenset(known)
        if not all(one.plain for one in touched):
            return None
        waiting = [one for one in waiting if one.words.isdisjoint(known)]
        known.update(name for one in touched for name in one.names)


def names_at(found: Iterable[Statement], lines: Collection[int]) -> frozenset[str]:
    """The functions and classes in which these lines stand, and other names that their statements bind."""
    return frozenset(
        name for one in found if any(one.first <= line <= one.last for line in lines) for name in one.names
    )


def _statement(node: ast.stmt, lines: Sequence[str]) -> Statement:
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
    last = node.end_lineno or node.lineno
    text = "\n".join(line.rstrip() for line in lines[first - 1 : last])
    return Statement(text, first, last, frozenset(_names(node)), frozenset(_WORD.findall(text)), _plain(node))


def _is_main(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and not node.orelse and any(
        isinstance(one, ast.Name) and one.id == "__name__" for one in ast.walk(node.test)
    )  # fmt: skip


def _names(node: ast.stmt) -> Iterator[str]:
    """The names that a statement binds, or whose value it changes."""
    if isinstance(node, _DEFINITIONS):
        yield node.name
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
    else:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, (ast.Store, ast.Del)):
                yield inner.id
            elif isinstance(inner, (*_DEFINITIONS, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and inner.name:
                yield inner.name
            elif isinstance(inner, ast.alias):
                yield inner.asname or inner.name.partition(".")[0]
            elif isinstance(inner, ast.Subscript) and isinstance(inner.ctx, ast.Store):
                yield from (one.id for one in ast.walk(inner.value) if isinstance(one, ast.Name))


def _plain(node: ast.AST) -> bool:
    """Whether all that a statement does is to give names their meaning."""
    if isinstance(node, ast.ImportFrom):
        return all(alias.name != "*" for alias in node.names)
    if isinstance(node, (*_DEFINITIONS, ast.Import, ast.Pass, ast.Assert)):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return not any(isinstance(one, ast.Attribute) for target in targets for one in ast.walk(target))
    if isinstance(node, (ast.If, ast.Try, ast.With, ast.For, ast.While, ast.ExceptHandler, ast.Match, ast.match_case)):
        return all(_plain(inner) for block in _BLOCKS for inner in getattr(node, block, ()))
    return False
