"""The world of tables: those that Python saved, that SQL of the repository makes, and those that come from outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.flow.context import Context, Frame
from mle_reviewer.flow.facts.rows import NO_ROWS, source
from mle_reviewer.flow.facts.values import NO_NAMES, UNKNOWN, Data, Text, state
from mle_reviewer.flow.operations import written_out
from mle_reviewer.flow.sql.models import trained
from mle_reviewer.flow.sql.naming import alike, bare, plain, stem
from mle_reviewer.flow.sql.query import TooDeep, followed
from mle_reviewer.flow.sql.relation import Cell, Origin, Relation, Wide, as_data, of_data
from mle_reviewer.flow.sql.scope import Run, Tables
from mle_reviewer.program.sql.facts import Query, Script, Source, Statement
from mle_reviewer.program.sql.template import PLACEHOLDER, is_left_open

if TYPE_CHECKING:
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.flow.tree.project import Project

_MAKES: Final = re.compile(
    r"\b(?:create\s+(?:or\s+replace\s+)?(?:temp\w*\s+|transient\s+|external\s+|materialized\s+|global\s+|unlogged\s+)*"
    r"(?:table|view)\s+(?:if\s+not\s+exists\s+)?|insert\s+(?:overwrite\s+)?(?:into\s+)?(?:table\s+)?|\binto\s+)"
    r"(?P<name>[`\"\[\]\w.${}-]+)",
    re.IGNORECASE,
)
_MODEL: Final = re.compile(
    r"\bcreate\s+(?:or\s+replace\s+)?model\s+(?:if\s+not\s+exists\s+)?(?P<name>\S+)", re.IGNORECASE
)
_JINJA: Final = re.compile(r"\{\{\s*(?:ref|source|config)\s*\(")


class World(Tables):
    """All tables that one analysis meets, each followed once; and what is known of times in them."""

    def __init__(self, cx: Context, project: Project) -> None:
        self.cx = cx
        self.project = project
        self.times: set[Origin] = set()
        self.made: dict[str, list[tuple[str, Relation]]] = {}  # by the last part of the name; the whole name beside it
        self.schemas: dict[str, list[tuple[str, frozenset[str]]]] = {}
        self.models: dict[str, frozenset[int]] = {}
        self.troubles: set[tuple[str, int, str]] = set()
        self._makers: dict[str, list[tuple[str, str]]] | None = None
        self._open: set[str] = set()
        self._ran: dict[str, int] = {}  # SQL files that were followed, and in which unit
        self._units: dict[str, int] = {}  # tables that SQL made, and in which unit

    # --- texts

    def script(
        self,
        script: Script,
        lines: tuple[tuple[str, int], ...],
        chain: tuple[tuple[str, int], ...],
        frame: Frame | None,
        dates: frozenset[str] = NO_NAMES,
    ) -> Relation | None:
        """Follows every statement of a text; the rows of its last query, None if it gives none."""
        for trouble in script.troubles:
            path, line = lines[min(max(trouble.line, 1), len(lines)) - 1]
            self.troubles.add((path, line, trouble.why))
        found: Relation | None = None
        for statement in script.statements:
            if statement.kind == "schema":
                self.schemas.setdefault(bare(statement.target), []).append((statement.target, statement.times))
                continue
            assert statement.query is not None
            run = Run(self.cx, self, lines, chain, frame)
            relation = self._followed(run, statement.query, statement, dates)
            if statement.kind == "query":
                found = relation
            elif statement.kind == "model":
                trained(run, statement, relation)
            elif statement.kind == "file":
                self._write(run, statement, relation)
            else:
                self._keep(statement, relation)
        return found

    def query(
        self,
        text: Text,
        dialect: str,
        chain: tuple[tuple[str, int], ...],
        frame: Frame | None,
        dates: frozenset[str] = NO_NAMES,
    ) -> Data | None:
        """The rows that a text gives, UNKNOWN if it only does something; None where it cannot be followed."""
        from mle_reviewer.program.sql.parse import parse

        script = parse(text.template, dialect)
        relation = self.script(script, text.lines, chain, frame, dates)
        if relation is None:
            return UNKNOWN if script.statements else None
        data = as_data(relation, frozenset(self.times))
        return data if data.rows else Data(NO_ROWS, data.all_learned(), "stat")

    def _followed(self, run: Run, query: Query, statement: Statement, dates: frozenset[str]) -> Relation:
        try:
            for _round in range(3):  # which columns are times is found out on the way
                known = len(self.times)
                run.dry = True
                relation = followed(run, query)
                for name in sorted(dates):  # who reads the result says that these are times
                    cell = relation.cell(name.lower())
                    run.note_time(None if cell is None else cell.origin)
                if len(self.times) == known:
                    break
            run.dry = False
            return followed(run, query)
        except (TooDeep, RecursionError):
            place = run.place(statement.pos)
            self.troubles.add((place.path, place.pos >> 12, "queries nest too deeply to follow"))
            return Relation()

    def _keep(self, statement: Statement, relation: Relation) -> None:
        """A table that was made: who reads it gets these rows."""
        name = statement.target
        if statement.columns and len(statement.columns) == len(relation.cells):
            cells = zip(statement.columns, relation.cells.values(), strict=True)
            relation = relation.but(cells={column: cell.but(shown=column) for column, cell in cells})
        if statement.kind == "table" or self._found(name) is None:
            self._put(name, relation)

    def _write(self, run: Run, statement: Statement, relation: Relation) -> None:
        """A file that a query writes: who reads its path gets these rows."""
        name, data = self.cx.whereabouts(statement.target), as_data(relation, frozenset(self.times))
        act = run.act(
            "save", statement.pos, ("file", name), data.rows, learned=data.all_learned(),
            words=f"written here (COPY … TO {statement.target!r})", detail={"name": name},
        )  # fmt: skip
        self.cx.storage.write(self.cx.unit, name, data, act.number)

    def _put(self, name: str, relation: Relation) -> None:
        kept = [(other, known) for other, known in self.made.get(bare(name), ()) if other != name]
        self.made[bare(name)] = [*kept, (name, relation)]
        self._units[name] = self.cx.unit

    def forget(self, unit: int) -> None:
        """Before a unit runs again: what it made is made anew, from what it then reads."""
        gone = {name for name, made_in in self._units.items() if made_in == unit}
        self.made = {key: [one for one in made if one[0] not in gone] for key, made in self.made.items()}
        self._ran = {path: ran_in for path, ran_in in self._ran.items() if ran_in != unit}

    def _found(self, name: str) -> Relation | None:
        """The table made under a name; where one of two names is shorter, its parts have to be the other's last.

        A name that is filled in when the query is run may be any: that two stand open alike does not make them one.
        """
        if _untold(name):
            return None
        for other, relation in reversed(self.made.get(bare(name), [])):
            if alike(name, other):
                return relation
        return None

    # --- tables

    def table(self, name: str, run: Run, pos: int) -> Relation:
        """The table that a query calls `name`."""
        known = self._known(name, run)
        if known is not None:
            return known
        place = run.place(pos)
        key = name
        if _untold(name):
            key = f"?{place.path}:{place.pos}:{place.chain}"
        kept = self.cx.storage.read(self.cx.unit, self.cx.whereabouts(name))
        # What the program itself wrote under this name, who knows of what, is another table each time.
        identity = ("stored", key) if kept is None else ("stored", kept.act, key)
        words = f"table {name}" if not key.startswith("?") else "a table"
        root = self.cx.record.root("load", place, words, identity)
        if kept is not None:
            self.cx.record.acts[root].detail[written_out.UNREAD] = True
        for declared, times in self.schemas.get(bare(name), ()):
            if alike(name, declared):
                self.times |= {(key, column) for column in times}
        return Relation(source(root), wide=(Wide(key),), tables=frozenset([key]), source=root)

    def _known(self, name: str, run: Run) -> Relation | None:
        for stored in dict.fromkeys((name, name.rpartition(".")[2])):
            kept = self.cx.storage.read(self.cx.unit, self.cx.whereabouts(stored))
            inner = state(kept.value) if kept is not None else None
            if kept is not None and isinstance(inner, Data) and inner.rows:
                return of_data(written_out.as_written(self.cx, inner, kept.act), name)
        if "." not in name and run.frame is not None:
            value = run.frame.env.get(name) or run.frame.module.names.get(name)
            inner = state(value) if value is not None else None
            if isinstance(inner, Data) and inner.kind == "frame" and inner.rows:
                return of_data(inner, name)
        found = self._found(name)
        if found is None and name not in self._open:
            self._open.add(name)  # a table that is made from itself comes from outside
            for path in (path for whole, path in self.makers().get(bare(name), ()) if alike(name, whole)):
                self.run_file(path)
            self._open.discard(name)
            found = self._found(name)
        return found

    def makers(self) -> dict[str, list[tuple[str, str]]]:
        """Table → the SQL files that make it: by CREATE and INSERT, or as a model of a templated project."""
        if self._makers is None:
            self._makers = {}
            for path in self.project.layout.scripts:
                text = self.project.script_text(path)
                if text is None:
                    continue
                for name in sorted(tables_made(self.project.layout, path, text)):
                    if bare(name):
                        self._makers.setdefault(bare(name), []).append((name, path))
        return self._makers

    def run_file(self, path: str) -> Relation | None:
        """Follows one SQL file of the repository, once."""
        if path in self._ran:
            return None
        self._ran[path] = self.cx.unit
        text = self.project.script_text(path)
        if text is None:
            return None
        from mle_reviewer.program.sql.parse import parse

        lines = tuple((path, number) for number in range(1, text.count("\n") + 2))
        found = self.script(parse(text), lines, (), None)
        if found is not None and _is_model(self.project.layout, path, text):
            self._put(stem(path), found)
        return found

    # --- models

    def predicted(self, run: Run, reading: Source, given: Relation) -> Relation:
        """What a model says of rows: a prediction or a score."""
        fits = self.models.get(bare(reading.model), frozenset())
        if fits and not run.dry and given.rows:
            learned = frozenset[int]().union(*(cell.learned for cell in given.cells.values()))
            run.act(
                "score" if reading.judged else "predict", reading.pos, ("model", reading.model), given.rows, fits=fits,
                learned=learned, metric=reading.judged,
                words="ML.EVALUATE scores" if reading.judged else "ML.PREDICT predicts",
            )  # fmt: skip
        cells = {**given.cells, "predicted": Cell("predicted", fits=fits)} if fits else given.cells
        return given.but(cells=cells)


def _untold(name: str) -> bool:
    """Whether nobody can tell the name of a table until the query is run."""
    last = bare(name)
    return not last or PLACEHOLDER[:4] in last or set(last) <= {"_"} or is_left_open(last)


def trains(text: str) -> bool:
    """Whether a SQL text trains a model."""
    return _MODEL.search(text) is not None


def tables_made(layout: Layout, path: str, text: str) -> set[str]:
    """The tables that a SQL file makes."""
    names = {plain(found["name"]) for found in _MAKES.finditer(text)}
    if _is_model(layout, path, text):
        names.add(stem(path))
    return names


def names_made(layout: Layout, path: str, text: str) -> set[str]:
    """By which words others may refer to a SQL file: its own name, and those of the tables and models it makes."""
    made = {bare(name) for name in tables_made(layout, path, text)} - {""}
    models = {bare(found["name"]) for found in _MODEL.finditer(text)}
    return {f"{stem(path)}.", *made, *models}


def _is_model(layout: Layout, path: str, text: str) -> bool:
    """Whether a SQL file is a model of a templated project: its name is the table that it makes."""
    return _JINJA.search(text) is not None or any(path.startswith(folder) for folder in layout.templated)


__all__ = ["World", "names_made", "tables_made", "trains"]
