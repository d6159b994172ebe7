"""What SQL does with the rows that a model learns from: windows before a row, joins held to a time, cuts at a time."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.knowledge.measures import words
from mle_reviewer.program.code import line_of
from mle_reviewer.program.sql.facts import Expr, Query, Statement
from mle_reviewer.sources.location import Location
from mle_reviewer.system.code.terms import Const, Text
from mle_reviewer.system.questions.data.cut_by_hand import timely
from mle_reviewer.system.questions.data.preparing import prepares
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

_MOST_TEXTS: Final = 60
_LONGEST: Final = 60_000  # characters of one text
_DEEPEST: Final = 12
_PREDICTED: Final = frozenset({"prediction", "predictions", "predicted"})
_SHOWING: Final = frozenset({"dashboard", "dashboards", "monitoring", "report", "reports", "reporting"})
_MOST_MODELS: Final = 40
_REFS: Final = re.compile(r"\bref\(\s*['\"]([\w.-]{1,100})['\"]")
_ENDS: Final = {"<": "before", "<=": "before", ">": "after", ">=": "after"}
_MIRRORED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Asked:
    """One window, join or cut of a query, where it stands, and whether it respects time."""

    kind: Literal["split", "join", "history"]
    timely: bool
    says: str
    at: Location
    reached: bool
    keyed: Literal["", "time"] = ""  # of a join: by a column of times on both sides


def asked(system: System) -> tuple[Asked, ...]:
    """What the queries do that code names or spells which prepares rows, or trains."""
    return system.once(_asked)


def _asked(system: System) -> tuple[Asked, ...]:
    from mle_reviewer.program.sql.parse import parse

    found: list[Asked] = []
    for number, (text, at, reached) in enumerate(_texts(system)):
        if number >= _MOST_TEXTS:
            break
        statements = parse(text).statements
        for statement in statements:
            if _of_answers(statement):
                continue
            if (statement.query is not None and statement.kind != "query") or len(statements) == 1:
                found += _of_statement(statement, at, reached)
        found += _cuts(statements, at, reached)
    return tuple(found)


def _texts(system: System) -> Iterator[tuple[str, Location, bool]]:
    """SQL documents that code names, and what each document spells in the arguments of calls, put together."""
    files = {posixpath.basename(path): path for path in system.paths if path.endswith(".sql") and tier(path) == "code"}
    given: dict[str, bool] = {}
    spelled: dict[str, tuple[list[str], Location, bool]] = {}
    for routine in system.routines():
        if not prepares(system, routine):
            continue
        reached = system.reached.how(routine) is not None
        for text, pos in _constants(routine):
            name = posixpath.basename(text) if text.endswith(".sql") else ""
            if name in files:
                given[files[name]] = given.get(files[name], False) or reached
            elif "select" in text[:4000].lower() and len(text) < _LONGEST:
                spelled.setdefault(routine.path, ([], system.at(routine, pos), reached))[0].append(text)
    for path, reached in given.items():
        document = system.document(path)
        if document is not None and len(document.data) < _LONGEST:
            yield document.data.decode("utf-8", "replace"), Location(path, 1, raw_line=1), reached
    for path, text in dbt_models(system):
        if path not in given:
            yield text, Location(path, 1, raw_line=1), True
    for texts, at, reached in spelled.values():
        yield ";\n".join(text.strip().rstrip(";") for text in texts), at, reached


def dbt_models(system: System) -> tuple[tuple[str, str], ...]:
    """The models of dbt projects that code takes rows from, and those that they are made of."""
    return system.once(_dbt_models)


def _dbt_models(system: System) -> tuple[tuple[str, str], ...]:
    projects = [posixpath.dirname(path) for path in system.paths if posixpath.basename(path) == "dbt_project.yml"]
    texts: dict[str, tuple[str, str]] = {}
    for path in system.paths if projects else ():
        inside = any(path.startswith(f"{one}/models/" if one else "models/") for one in projects)
        document = system.document(path) if inside and path.endswith(".sql") and tier(path) == "code" else None
        if document is not None and len(document.data) < _LONGEST:
            name = posixpath.basename(path).removesuffix(".sql")
            texts[name] = path, document.data.decode("utf-8", "replace")
    asked = [
        one.data
        for path in system.code
        if tier(path) == "code" and not _SHOWING & set(words(path)) and (one := system.document(path))
    ]
    waiting = [name for name in texts if any(name.encode() in data for data in asked)]
    found: dict[str, tuple[str, str]] = {}
    while waiting:
        name = waiting.pop()
        if name in texts and name not in found and len(found) < _MOST_MODELS:
            found[name] = texts[name]
            waiting += [one[1] for one in _REFS.finditer(texts[name][1])]
    return tuple(sorted(found.values()))


def _constants(routine: Routine) -> Iterator[tuple[str, int]]:
    for one, step in routine.spoken():
        if isinstance(one, Const) and isinstance(one.value, str):
            yield one.value, step.pos
        elif isinstance(one, Text):
            yield "".join(part if isinstance(part, str) else "{part}" for part in one.parts), step.pos


def _of_statement(statement: Statement, at: Location, reached: bool) -> Iterator[Asked]:  # noqa: FBT001
    if statement.query is None:
        return
    held: set[str] = set()
    for query in _queries(statement.query):
        held |= {name for name, inner in query.ctes if any(_between_times(one) for one in _queries(inner))}
    windows: dict[bool, int] = {}
    ahead = False
    for query in _queries(statement.query):
        for item in query.items:
            for one in _each(item.expr):
                before = _before(one)
                ahead = ahead or _after(one)
                if before is not None:
                    windows.setdefault(before, one.pos)
        if query is not statement.query and not query.sources[1:]:
            continue
        apart = (one for one in query.sources if one.how != "from" and "cross" not in one.how.lower())
        joined = [one for one in apart if one.table not in held]
        if joined and _between_times(query):
            yield Asked(
                "join",
                timely=True,
                says="what is joined is held to a time (SQL)",
                at=_place(at, joined[0].pos),
                reached=reached,
            )
        elif joined:
            same = _at_one_time(query)
            yield Asked(
                "join",
                timely=False,
                says="tables are joined by a key that holds a time (SQL)" if same else "tables are joined (SQL)",
                at=_place(at, joined[0].pos),
                reached=reached,
                keyed="time" if same else "",
            )
    for before, pos in windows.items():
        says = f"values of a window {'before the row' if before else 'that ends with the row'} are taken (SQL)"
        says += ", for a label that is taken from later rows" if ahead and not before else ""
        yield Asked("history", before or ahead, says, _place(at, pos), reached)


def _of_answers(statement: Statement) -> bool:
    """Whether a statement is about what a model predicted, by the names of its columns."""
    if statement.query is None:
        return False
    named = (one.name for query in _queries(statement.query) for item in query.items for one in _each(item.expr))
    return any(_PREDICTED & set(words(one)) for one in named)


def _queries(query: Query, depth: int = 0) -> Iterator[Query]:
    yield query
    if depth < _DEEPEST:
        inner = (*(one for _, one in query.ctes), *query.parts, *(one.query for one in query.sources))
        for one in inner:
            if one is not None:
                yield from _queries(one, depth + 1)


def _each(expr: Expr, depth: int = 0) -> Iterator[Expr]:
    yield expr
    for one in expr.args if depth < _DEEPEST else ():
        yield from _each(one, depth + 1)


def _before(expr: Expr) -> bool | None:
    """Whether a window in the order of a time ends before the row; None of what is no such window."""
    window = expr.window
    if expr.kind != "window" or window is None or not expr.args or not any(_times(by) for by, _ in window.order):
        return None
    if expr.args[0].name.lower() == "lag":
        return True
    if expr.args[0].kind != "aggregate":
        return None
    if window.end is not None and window.end.side != "current":
        return True if window.end.side == "preceding" else None
    return False


def _after(expr: Expr) -> bool:
    """Whether a window in the order of a time holds rows after the row alone: a label's."""
    window = expr.window
    ordered = expr.kind == "window" and window is not None and any(_times(by) for by, _ in window.order)
    if not ordered or window is None or not expr.args:
        return False
    start = window.start
    return start is not None and start.side == "following"


def _at_one_time(query: Query) -> bool:
    """Whether times of two tables have to be the same."""
    for one in (*query.where, *(one for source in query.sources for one in source.on)):
        for compared in _each(one):
            if compared.kind == "compare" and compared.name in {"=", "=="} and len(compared.args) == 2:  # noqa: PLR2004 - two sides
                tables = [_columns(side) for side in compared.args]
                if all(tables) and not tables[0] & tables[1] and all(map(_times, compared.args)):
                    return True
    return False


def _between_times(query: Query) -> bool:
    """Whether times of two tables are held against each other."""
    conditions = (*query.where, *(one for source in query.sources for one in source.on))
    for one in conditions:
        for compared in _each(one):
            if compared.kind == "compare" and compared.name in _ENDS and len(query.sources) > 1:
                tables = [_columns(side) for side in compared.args]
                if all(tables) and not tables[0] & tables[1] and all(map(_times, compared.args)):
                    return True
    return any("asof" in source.how.lower() for source in query.sources)


def _columns(expr: Expr) -> set[str]:
    return {one.table for one in _each(expr) if one.kind == "column"}


def _times(expr: Expr) -> bool:
    return any(one.kind == "column" and timely(one.name) for one in _each(expr))


def _cuts(statements: Iterable[Statement], at: Location, reached: bool) -> Iterator[Asked]:  # noqa: FBT001
    """Tables of which one takes what is before on a column of times, and another one what is after."""
    before: dict[tuple[str, str], object] = {}
    made = [one for one in statements if one.query is not None and one.kind in {"table", "insert", "file"}]
    for wanted in ("before", "after"):
        for statement in made:
            query = statement.query
            if query is None or len(query.sources) != 1 or not query.sources[0].table:
                continue
            table = query.sources[0].table.lower()
            for name, sides in _bounds(query).items():
                if wanted == "before" and "before" in sides:
                    before.setdefault((table, name), sides["before"])
                elif wanted == "after" and "after" in sides and before.get((table, name)) == sides["after"]:
                    yield Asked(
                        "split",
                        timely=True,
                        says="rows are cut at a time (SQL)",
                        at=_place(at, statement.pos),
                        reached=reached,
                    )
                    return


def _bounds(query: Query) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for condition in query.where:
        for one in _each(condition):
            if one.kind != "compare" or one.name not in _ENDS or len(one.args) != 2:  # noqa: PLR2004 - two sides
                continue
            left, right = (side.args[0] if side.kind == "time" and side.args else side for side in one.args)
            if left.kind == "column" and timely(left.name):
                found.setdefault(left.name.lower(), {})[_ENDS[one.name]] = right
            elif right.kind == "column" and timely(right.name):
                found.setdefault(right.name.lower(), {})[_ENDS[_MIRRORED[one.name]]] = left
    return found


def _place(at: Location, pos: int) -> Location:
    """Where it stands in a document of SQL; what Python spells stands where it is spelled."""
    if not at.path.endswith(".sql"):
        return at
    line = line_of(pos) or 1
    return Location(at.path, line, raw_line=line)
