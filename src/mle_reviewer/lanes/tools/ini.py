"""Settings for a tool, written and read back: what comes from the tree can name no other section and no other key."""

from __future__ import annotations

import configparser
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_SECTION: Final = re.compile(r"[\w.*:-]+")  # a line end or a bracket would begin another section
_KEY: Final = re.compile(r"[A-Za-z]\w*")


def written(path: Path, sections: Mapping[str, Mapping[str, str]]) -> Path:
    """The file, with each value on one line; sections and keys that are no plain names are left out."""
    parser = _parser()
    for section, entries in sections.items():
        if _SECTION.fullmatch(section):
            parser[section] = {key: _line(value) for key, value in entries.items() if _KEY.fullmatch(key)}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        parser.write(file)
    return path


def read_back(path: Path) -> dict[str, dict[str, str]]:
    """The sections that `written` wrote: what the tool was given, whatever the tree says meanwhile."""
    parser = _parser()
    parser.read(path, encoding="utf-8")
    return {section: dict(parser[section]) for section in parser.sections()}


def _parser() -> configparser.RawConfigParser:
    return configparser.RawConfigParser(delimiters=("=",), interpolation=None)


def _line(value: str) -> str:
    """A value of several lines is a list; every character that some reader takes for the end of a line is one."""
    return ", ".join(part for line in value.splitlines() if (part := " ".join(line.split()).strip(", ")))
