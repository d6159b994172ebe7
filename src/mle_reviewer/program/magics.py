"""What IPython adds to Python: magics, shell lines and help, taken out so that every line stays where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from mle_reviewer.program.cell import Cell
from mle_reviewer.program.statements import START, after, begins_statement

# Cell magics that run the cell's body as Python, in the notebook's own names. Of all others the body is no Python
# of this notebook (%%bash, %%sql, %%R, %%writefile …).
_PYTHON_BODIES: Final = frozenset({
    "capture", "chime", "cudf.pandas.line_profile", "cudf.pandas.profile", "debug", "heat", "ipytest", "local", "lprun",
    "memit", "memray_flamegraph", "mprun", "notify", "prun", "px", "pyinstrument", "pyspark", "python", "python3",
    "run_pytest", "scalene", "snakeviz", "spark", "time", "timeit", "wandb",
})  # fmt: skip
# Databricks: such a line at the top of a cell says what the whole cell is written in.
_LANGUAGES: Final = frozenset({"fs", "md", "md-sandbox", "python", "r", "scala", "sh", "sql"})
_WRITES: Final = frozenset({"writefile", "file"})
# Those whose body is a query, and whose result becomes a table of the notebook (ipython-sql, BigQuery, Spark).
_QUERIES: Final = frozenset({"bigquery", "bqsql", "bq", "duckdb", "sparksql", "sql"})
# Line magics that run the rest of their line as Python, with those of their options that take a value.
_RUNS_REST: Final = {"time": None, "timeit": "nrpv", "memit": "rt", "prun": "lsTD", "lprun": "fmDTsuz"}

_NAME: Final = r"\*?[^\W\d][\w.]*(?:\[[^\]\"'=]*\]|\[\"[^\"]*\"\]|\['[^']*'\])*"
_ASSIGNED: Final = re.compile(
    rf"(?P<before>[ \t]*\(?(?P<target>{_NAME}(?:[ \t]*,[ \t]*{_NAME})*)\)?[ \t]*\+?=[ \t]*)"
    r"(?P<sign>[!%])(?!=)(?P<rest>.*)"
)
_MAGIC: Final = re.compile(r"[ \t]*(?P<sign>%{1,2}|!{1,2})[ \t]*(?P<name>[^\W\d][\w.-]*)?[ \t]*(?P<rest>.*)")
_HELP: Final = re.compile(r"[ \t]*(?:\?{1,2}.*|%{0,2}[^\W\d]?[\w.*]*(?:\[[^\]]*\])*\?{1,2}[ \t]*;?[ \t]*)")
# Without a % IPython takes these as magics while nothing else has their name (automagic).
_BARE_SHELL: Final = r"cat|cd|cp|load_ext|ls|matplotlib|mkdir|mv|reload_ext|rm|rmdir|run"
_BARE: Final = re.compile(
    r"[ \t]*(?P<name>pip3?|conda|mamba)[ \t]+(?P<rest>[a-z]+(?:[ \t]+[^=\s].*)?)|"
    rf"[ \t]*(?P<other>{_BARE_SHELL})[ \t]+(?!(?:in|is|and|or|if|not|for)\b)"
    r"(?P<rest_of_other>[\w\"'~./$-][^=(]*)"
)
# What may be IPython's; the first is searched for from line end to line end.
_BEGINS: Final = re.compile(rf"\n[ \t]*(?:[%!?]|(?:pip3?|conda|mamba|{_BARE_SHELL})[ \t])")
_VALUE: Final = re.compile(r"=[ \t]*[!%]")
_ASKS: Final = re.compile(r"\?[ \t;]*$", re.MULTILINE)
_FIRST: Final = re.compile(r"(?:[ \t]*\n)*(?P<margin>[ \t]+|>>> )?")
_MARGINS: Final = frozenset({" ", "\t", "\n", ">"})
_PROMPT: Final = re.compile(r"^(?:>>>|\.\.\.)(?: |$)", re.MULTILINE)
_COMPOUND: Final = re.compile(r"(?:async|class|def|for|if|try|while|with)\b|@")
_DOTTED: Final = re.compile(r"(?!\d)\w+(?:\.(?!\d)\w+)*")
_RESULT: Final = re.compile(r"(?:\s-o\s+|\s--output[ =]\s*|\s--out[ =]\s*)([A-Za-z_]\w*)\s|\s([A-Za-z_]\w*)\s*<<")
_OPTION: Final = re.compile(r"-(?P<letter>[A-Za-z])(?P<value>\S*)[ \t]*")
_WORD: Final = re.compile(r"\S+[ \t]*")
_SQL_GOES_ON: Final = re.compile(
    r"\s*(?:from|where|select|join|left|right|inner|full|cross|group|order|having|limit|union|on|and|or|using|as|values|"
    r"set|with|when|then|end|case|,|\)|--)(?:\b|\s|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Directive:
    """One thing that a cell asks of IPython: `name` is the magic's ("run", "writefile", "sql" …), "!" for the shell.

    `argument` is the rest of its line, `target` what it is assigned to. For a cell magic (`whole_cell`) `body` is the
    rest of the cell. `line` counts from 1 in the cell.
    """

    line: int
    name: str
    argument: str
    whole_cell: bool = False
    body: str = ""
    target: str = ""


class _Line(NamedTuple):
    """A line of the cell as Python has it, and the directive that stood there."""

    text: str
    directive: Directive | None = None


def python_source(cell: Cell) -> str | None:
    """The cell's Python, all its lines where they were; None when the cell holds none.

    `%time` and its like keep the code that they run, in its column. What is taken out of a block leaves a `pass`.
    """
    if cell.kind != "code":
        return None
    source = _without_margin(cell.source)
    if not _is_suspect(source):
        return source
    start = _start(source)
    if start is None:
        return _queried(source)
    return "\n".join([*([""] * start), *_lines(source, start)[0]])


def _queried(source: str) -> str | None:
    """A cell of SQL as the call that it is, its query on the lines where it stands; None for other magics."""
    top = next((one for one in _tops(source) if one.name in _QUERIES), None)
    if top is None or "'''" in top.body or top.body.endswith("\\"):
        return None
    above = "\n" * (top.line - 1)
    if not source.split("\n")[top.line - 1].lstrip().startswith("%%"):  # Databricks' language of a cell
        whole = f"{top.argument}\n{top.body}" if top.line <= source.count("\n") else top.argument
        return f"{above}_sqldf = {_query(top.name, whole)}" if "'''" not in top.argument and whole.strip() else None
    if not top.body.strip():
        return None
    said = _RESULT.search(f" {top.argument} ")
    target = next((name for name in said.groups() if name), None) if said else None
    if target is None and top.name != "sql":  # BigQuery's own magic names the table first
        first = top.argument.split(maxsplit=1)[:1]
        target = first[0] if first and _DOTTED.fullmatch(first[0]) else None
    return f"{above}{target or '_'} = {_query(top.name, chr(10) + top.body)}"


def _query(magic: str, text: str) -> str:
    return f"get_ipython().run_cell_magic({magic!r}, '', r'''{text}''')"


def directives(cell: Cell) -> tuple[Directive, ...]:
    """What the cell asks of IPython, in order: `%run other.py`, `%%writefile train.py`, `!python train.py`."""
    source = _without_margin(cell.source)
    if cell.kind != "code" or not _is_suspect(source):
        return ()
    start = _start(source)
    return (*_tops(source), *(() if start is None else _lines(source, start)[1]))


def written_file(cell: Cell) -> tuple[str, str, bool] | None:
    """The Python file that a cell writes: its path, its text on the lines of the cell, whether it is appended.

    None for any other cell, and for files that are no Python.
    """
    if cell.kind != "code" or "%%" not in cell.source:
        return None
    source = _without_margin(cell.source)
    top = next((one for one in _tops(source) if one.name in _WRITES), None)
    if top is None:
        return None
    words = [word.strip("'\"") for word in top.argument.split()]
    files = [word for word in words if word not in {"-a", "--append"}]
    if len(files) != 1 or not files[0].endswith(".py"):
        return None
    return files[0], "\n" * top.line + top.body, len(files) < len(words)


def _is_suspect(source: str) -> bool:
    if _BEGINS.search(f"\n{source}"):
        return True
    assigned = ("%" in source or "!" in source) and _VALUE.search(source) is not None
    return assigned or ("?" in source and _ASKS.search(source) is not None)


def _suspects(source: str) -> list[int]:
    """The lines, from 0, on which something of IPython's may stand."""
    found = [*_BEGINS.finditer(f"\n{source}"), *_VALUE.finditer(source), *_ASKS.finditer(source)]
    lines: dict[int, None] = {}
    line = before = 0
    for place in sorted(one.start() for one in found):
        line += source.count("\n", before, place)
        before = place
        lines[line] = None
    return list(lines)


def _without_margin(source: str) -> str:
    """Without the indentation that a whole cell has, or the prompts of a pasted session, as IPython takes them out."""
    first = _FIRST.match(source) if source[:1] in _MARGINS else None
    if first is None or first["margin"] is None:
        return source
    if first["margin"] == ">>> ":
        return _PROMPT.sub("", source)
    return re.sub(f"^{first['margin']}", "", source, flags=re.MULTILINE)


def _start(source: str) -> int | None:
    """How many lines come before the cell's Python: its cell magics; None when one of them says that it has none."""
    start = 0
    for top in _tops(source):
        if top.name not in _PYTHON_BODIES:
            return None
        start = top.line
    return start


def _tops(source: str) -> Iterator[Directive]:
    """The cell magics at the top of a cell; one may stand under another (%%time, %%capture)."""
    if not source.lstrip().startswith("%"):
        return
    lines = source.split("\n")
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text:
            continue
        found = _MAGIC.match(text)
        if not found or not found["sign"].startswith("%"):
            return
        name, argument = found["name"] or "!", found["rest"].strip()  # %%! is the shell
        if found["sign"] == "%" and name not in _LANGUAGES:
            return
        body = "\n".join(lines[number:])
        if found["sign"] == "%" and not _is_language(name, argument, body):
            return
        yield Directive(number, name, argument, whole_cell=True, body=body)
        if name not in _PYTHON_BODIES:
            return


def _is_language(name: str, argument: str, body: str) -> bool:
    if name == "python":
        return not argument
    return name != "sql" or not argument or _SQL_GOES_ON.match(body) is not None  # else ipython-sql's line magic


def _lines(source: str, start: int) -> tuple[list[str], list[Directive]]:
    """The lines from `start` on as Python has them, and what they ask of IPython.

    Only where a statement can begin is a line looked at as a magic.
    """
    lines = source.split("\n")
    found: list[Directive] = []
    state, at = START, start
    for suspect in _suspects(source):
        if suspect < at:
            continue  # a cell magic, or it goes on from a line above
        for line in lines[at:suspect]:
            state = after(state, line)
        at = suspect
        replaced = _replaced(lines[at], at + 1) if begins_statement(state) else None
        if replaced is None:
            continue
        end = at + 1
        if lines[at].endswith("\\"):
            while end < len(lines) and lines[end - 1].endswith("\\"):
                end += 1
            whole = " ".join(line.removesuffix("\\").rstrip() for line in lines[at:end])
            replaced = _replaced(whole, at + 1) or _Line(lines[at])
        if replaced.directive is not None:
            found.append(replaced.directive)
        state = after(state, replaced.text)
        lines[at:end] = [replaced.text, *[""] * (end - at - 1)]
        at = end
    return lines[start:], found


def _replaced(line: str, number: int) -> _Line | None:
    """What becomes of a line that is IPython's; None when it is Python's."""
    indent = line[: len(line) - len(line.lstrip())]
    nothing = f"{indent}pass" if indent else ""  # a block must not be left empty
    if found := _ASSIGNED.fullmatch(line):
        return _assigned(found, number)
    if _HELP.fullmatch(line):
        return _Line(nothing)
    if found := _BARE.fullmatch(line):
        name, argument = found["name"] or found["other"], found["rest"] or found["rest_of_other"]
        return _Line(nothing, Directive(number, name, argument.strip()))
    if found := _MAGIC.match(line):
        return _magic(found, number, indent, nothing)
    return None


def _magic(found: re.Match[str], number: int, indent: str, nothing: str) -> _Line:
    sign, name, argument = found["sign"], found["name"] or "", found["rest"].strip()
    if sign.startswith("!"):
        return _Line(nothing, Directive(number, "!", found.string.strip().lstrip("!").strip()))
    directive = Directive(number, name, argument)
    at = _code_at(found.string, found.start("rest"), name)
    if at is None:
        return _Line(f"{indent}{_run(argument)}" if name == "run" and not indent else nothing, directive)
    code = found.string[at:]
    if _COMPOUND.match(code):  # must begin its line, so it cannot keep its column
        return _Line(f"{indent}{code}", directive)
    return _Line(f"{indent}0;".ljust(at) + code, directive)  # a statement that does nothing fills the magic's place


def _run(argument: str) -> str:
    """`%run ../prepare.py --fast` as the import that gives the same names; nothing where that cannot be spelled."""
    words = [word.strip("'\"") for word in argument.split()]
    target = next((word for word in words if not word.startswith("-")), "").replace("\\", "/")
    module = words[1] if words[:1] == ["-m"] and len(words) > 1 else ""
    if module:
        return f"from {module} import *" if _DOTTED.fullmatch(module) else ""
    if target.endswith(".ipynb"):
        return ""
    parts = target.removesuffix(".py").removeprefix("./").split("/")
    up = next((number for number, part in enumerate(parts) if part != ".."), len(parts))
    dotted = ".".join(parts[up:])
    return f"from .{'.' * up}{dotted} import *" if _DOTTED.fullmatch(dotted) else ""


def _assigned(found: re.Match[str], number: int) -> _Line:
    """`x = !ls` and `x = %magic`: unknown, as IPython's own call says; `x = %time f()` keeps the call in its column."""
    before, rest = found["before"], found["rest"].strip()
    if found["sign"] == "!":
        directive = Directive(number, "!", rest.lstrip("!").strip(), target=found["target"].strip())
        return _Line(f"{before}get_ipython().getoutput()", directive)
    magic = _MAGIC.match(found.string, len(before))
    assert magic is not None
    name = magic["name"] or ""
    directive = Directive(number, name, magic["rest"].strip(), target=found["target"].strip())
    at = _code_at(found.string, magic.start("rest"), name)
    query = directive.argument
    if name in _QUERIES and query and "'''" not in query and not query.endswith(("\\", "'")):
        return _Line(f"{before}{_query(name, query)}", directive)
    if at is None:
        return _Line(f"{before}get_ipython().run_line_magic()", directive)
    return _Line(before.ljust(at) + found.string[at:], directive)


def _code_at(line: str, at: int, name: str) -> int | None:
    """Where the code begins that a line magic runs, behind its options; None when it runs none."""
    if name not in _RUNS_REST:
        return None
    valued = _RUNS_REST[name]
    while valued is not None and (option := _OPTION.match(line, at)):
        at = option.end()
        if option["letter"] in valued and not option["value"] and (value := _WORD.match(line, at)):
            at = value.end()
    return at if line[at:].strip() and line[at] not in "#%!" else None
