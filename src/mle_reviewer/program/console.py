"""The console scripts that installing a package makes: their names, and the functions that they call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mle_reviewer.program.entry import Entry

_FUNCTION: Final = re.compile(r"([A-Za-z_][\w.]*)\s*:\s*([A-Za-z_][\w.]*)")
_SCRIPT: Final = re.compile(r"\s*([\w.-]+)\s*=\s*(.+)")
_SECTION: Final = re.compile(r"\[([^\[\]]+)\]\s*$")
_OPTION: Final = re.compile(r"([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*(.*)$")
_TABLES: Final = (("project", "scripts"), ("project", "gui-scripts"), ("tool", "poetry", "scripts"))


@dataclass(frozen=True, slots=True)
class Console:
    """One console script: its name, the module that holds its function, and the function's dotted name in it."""

    name: str
    module: str
    function: str
    line: int


def console(name: str, spelled: str, line: int) -> Console | None:
    """The script that `package.module:function` names; None for what names none."""
    found = _FUNCTION.match(spelled.strip())
    return Console(name, found[1], found[2], line) if found else None


def of_pyproject(root: Entry) -> Iterator[Console]:
    """The scripts that a pyproject.toml declares."""
    for keys in _TABLES:
        table = root.get(*keys)
        for name, stated in table.items() if table is not None else ():
            inner = stated if not isinstance(stated.value, dict) else stated.get("callable") or stated.get("reference")
            text = inner.text() if inner is not None else None
            made = console(name, text, stated.line) if text else None
            if made is not None:
                yield made


def of_setup_cfg(text: str) -> Iterator[Console]:
    """The scripts that a setup.cfg declares."""
    section = option = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith(("#", ";")):
            continue
        if found := _SECTION.match(line):
            section, option = found[1].strip(), ""
            continue
        rest = line.strip()
        if not line[:1].isspace() and (found := _OPTION.match(line)):
            option, rest = found[1], found[2]
        if section == "options.entry_points" and option in {"console_scripts", "gui_scripts"}:
            yield from of_line(rest, number)


def of_line(text: str, line: int) -> Iterator[Console]:
    """The script that a line of a list of entry points states: `name = package.module:function`."""
    found = _SCRIPT.match(text)
    made = console(found[1], found[2], line) if found else None
    if made is not None:
        yield made
