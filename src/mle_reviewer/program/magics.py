"""What IPython adds to Python: magics, shell lines and help, taken out so that every line stays where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from mle_reviewer.program.cell import Cell

# Cell magics that run the cell's body as Python in the notebook's own namespace. Of all others the body is no Python
# of this notebook (%%bash, %%sql, %%R, %%writefile …).
_PYTHON_BODIES: Final = frozenset({
    "capture", "chime", "cudf.pandas.line_profile", "cudf.pandas.profile", "debug", "heat", "ipytest", "local", "lprun",
    "memit", "memray_flamegraph", "mprun", "notify", "pretty_print", "prun", "px", "pyinstrument", "pyspark", "python",
    "python3", "run_pytest", "scalene", "skip", "snakeviz", "spark", "time", "timeit", "wandb",
})  # fmt: skip
# Databricks: one such line, alone at the top of a cell, says what the whole cell is written in.
_LANGUAGES: Final = frozenset({"fs", "md", "md-sandbox", "r", "scala", "sh", "sql"})
# Line magics that run the rest of their line as Python, with the options that take a value.
_RUNS_REST: Final = {"time": "", "timeit": "nrpv", "memit": "rt", "prun": "lsTD", "lprun": "fmDTsuz", "pyinstrument": ""}
# Without a % IPython takes these as magics when nothing of that name is defined (automagic).
_BARE: Final = re.compile(
    r"[ \t]*(?:pip3?|conda|mamba|cd|ls|mkdir|matplotlib|load_ext|reload_ext|run)"
    r"[ \t]+(?!(?:in|is|and|or|if|not|for)\b)[\w\"'~./$-][^=(]*$"
)
_HELP: Final = re.compile(r"[ \t]*(?:\?{1,2}[ \t]*%{0,2}[\w.*]+|%{0,2}[A-Za-z_*][\w.*]*(?:\[[^\]]*\])*\?{1,2})[ \t]*;?[ \t]*$")
_ASSIGNED: Final = re.compile(r"([ \t]*[^\W\d][\w \t,.*\[\]'\"()]*?[ \t]*(?:\+=|=)[ \t]*)([!%])(?!=)(.*)$")
_MAGIC: Final = re.compile(r"(%{1,2}|!{1,2}|[,;/](?=[^\W\d]))[ \t]*([\w.-]*)[ \t]*(.*)$", re.DOTALL)
_COMPOUND: Final = re.compile(r"(?:async|class|def|for|if|try|while|with|@)\b")
_SUSPECT: Final = re.compile(
    r"^[ \t]*(?:[%!?,;/]|(?:pip3?|conda|mamba|cd|ls|mkdir|matplotlib|load_ext|reload_ext|run)[ \t])|=[ \t]*[!%]|\?[ \t;]*$",
    re.MULTILINE,
)
_TOKEN: Final = re.compile(r"\"\"\"|'''|[\"'#()\[\]{}]|\\.|\\$")


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


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the cell as Python has it, and the directive that stood there."""

    text: str
    directive: Directive | None = None


def python_source(cell: Cell) -> str | None:
    """The cell's Python, all lines and (but for magics that run code) columns where they were; None if it has none."""
    if cell.kind != "code":
        return None
    if not _SUSPECT.search(cell.source):
        return cell.source
    start = _start(cell.source)
    if start is None:
        return None
    return "\n".join([""] * start + [line.text for line in _lines(cell.source, start)])


def directives(cell: Cell) -> tuple[Directive, ...]:
    """What the cell asks of IPython, in order: `%run other.py`, `%%writefile train.py`, `!python train.py` …"""
    if cell.kind != "code" or not _SUSPECT.search(cell.source):
        return ()
    top = tuple(_tops(cell.source))
    start = _start(cell.source)
    if start is None:
        return top
    return top + tuple(line.directive for line in _lines(cell.source, start) if line.directive)


def _tops(source: str) -> Iterator[Directive]:
    """The cell magics at the top of a cell; one may stand under the other (%%time, %%capture)."""
    lines = source.split("\n")
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text:
            continue
        name, _, argument = text[2:].partition(" ") if text.startswith("%%") else text[1:].partition(" ")
        is_language = text.startswith("%") and not argument and name.lower() in {*_LANGUAGES, "python"}
        if not text.startswith("%%") and not is_language:
            return
        yield Directive(number, name, argument.strip(), whole_cell=True, body="\n".join(lines[number:]))
        if text.startswith("%%") and name not in _PYTHON_BODIES:
            return


def _start(source: str) -> int | None:
    """The number of lines before the cell's Python: its cell magics; None when one of them says that it has none."""
    start = 0
    for top in _tops(source):
        if top.name not in _PYTHON_BODIES:
            return None
        start = top.line
    return start


def _lines(source: str, start: int) -> Iterator[_Line]:
    """Line by line from `start` on. Only where a statement can begin is a line looked at as a magic."""
    state = _State()
    continued: Directive | None = None
    for number, line in enumerate(source.split("\n")[start:], start=start + 1):
        if continued is not None:
            if not line.endswith("\\"):
                continued = None
            yield _Line("")
        elif state.at_statement and (found := _magic(line, number)):
            continued = found.directive if line.endswith("\\") else None
            if found.runs:
                state = state.after(found.text)
            yield _Line(found.text, found.directive)
        else:
            state = state.after(line)
            yield _Line(line)


@dataclass(frozen=True, slots=True)
class _Replaced:
    text: str
    directive: Directive | None
    runs: bool = False


def _magic(line: str, number: int) -> _Replaced | None:
    indent = line[: len(line) - len(line.lstrip())]
    nothing = f"{indent}pass" if indent else ""
    if found := _ASSIGNED.match(line):
        return _assigned(found, number)
    if _HELP.match(line):
        return _Replaced(nothing, None)
    if _BARE.match(line):
        name, _, argument = line.strip().partition(" ")
        return _Replaced(nothing, Directive(number, name, argument.strip()))
    found = _MAGIC.match(line, len(indent))
    if found is None:
        return _Replaced(nothing, None) if line.startswith("?", len(indent)) else None
    sign, name, argument = found[1], found[2], found[3].strip().removesuffix("\\").rstrip()
    if sign.startswith("!"):
        return _Replaced(nothing, Directive(number, "!", f"{name} {found[3]}".strip().removesuffix("\\").rstrip()))
    if sign == "%" and name in _RUNS_REST and (at := _code_at(line, found.start(3), _RUNS_REST[name])):
        return _Replaced(_moved(line, indent, at), Directive(number, name, argument), runs=True)
    return _Replaced(nothing, Directive(number, name, argument) if sign.startswith("%") else None)


def _assigned(found: re.Match[str], number: int) -> _Replaced:
    """`x = !ls` and `x = %magic`: the value is unknown, as IPython's own call says; `x = %time f()` keeps the call."""
    before, sign, rest = found[1], found[2], found[3].strip()
    target = before.rstrip().removesuffix("=").removesuffix("+").strip()
    if sign == "!":
        return _Replaced(f"{before}get_ipython().getoutput()", Directive(number, "!", rest.lstrip("!"), target=target))
    name, _, argument = rest.partition(" ")
    directive = Directive(number, name, argument.strip(), target=target)
    line = found.string
    at = _code_at(line, line.index(name, found.start(3)) + len(name), _RUNS_REST[name]) if name in _RUNS_REST else 0
    if at:
        return _Replaced(before + " " * (at - len(before)) + line[at:], directive, runs=True)
    return _Replaced(f"{before}get_ipython().run_line_magic()", directive)


def _code_at(line: str, at: int, valued: str) -> int:
    """Where the code of a magic that runs the rest of its line begins, behind its options; 0 when there is none."""
    while found := re.compile(r"[ \t]*-(\w)(\S*)").match(line, at):
        at = found.end()
        if found[1] in valued and not found[2] and (value := re.compile(r"[ \t]+\S+").match(line, at)):
            at = value.end()
    space = re.compile(r"[ \t]*").match(line, at)
    at = space.end() if space else at
    return at if at < len(line) and line[at] not in "#%!" else 0


def _moved(line: str, indent: str, at: int) -> str:
    """The code behind a magic, in its own column: a dummy statement fills the place of the magic's name."""
    if _COMPOUND.match(line, at):  # must begin its line
        return indent + line[at:]
    return f"{indent}0;".ljust(at) + line[at:]


@dataclass(frozen=True, slots=True)
class _State:
    """Whether a line begins a statement: no open bracket, no open string, no backslash at the end of the line before."""

    depth: int = 0
    quote: Literal["", '"""', "'''"] = ""
    joined: bool = False

    @property
    def at_statement(self) -> bool:
        return not (self.depth > 0 or self.quote or self.joined)

    def after(self, line: str) -> _State:
        depth, quote, at = self.depth, self.quote, 0
        while at < len(line):
            if quote:
                at, quote = _behind_string(line, at, quote)
                continue
            found = _TOKEN.search(line, at)
            if found is None or found[0] == "#":
                break
            token, at = found[0], found.end()
            if token in {'"""', "'''"}:
                quote = '"""' if token == '"""' else "'''"
            elif token in {'"', "'"}:
                at = _behind_quote(line, at, token)
            elif token in "([{":
                depth += 1
            elif token in ")]}":
                depth = max(0, depth - 1)
        code = line if found_comment(line) is None else ""
        return _State(depth, quote, joined=not quote and code.endswith("\\"))
