"""Writes settings for a tool: what comes from the reviewed tree can name no other section and no other key."""

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
    parser = configparser.RawConfigParser(delimiters=("=",), interpolation=None)
    for section, entries in sections.items():
        if _SECTION.fullmatch(section):
            parser[section] = {key: _line(value) for key, value in entries.items() if _KEY.fullmatch(key)}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        parser.write(file)
    return path


def _line(value: str) -> str:
    """A value of several lines is a list; every character that some reader takes for the end of a line is one."""
    return ", ".join(part for line in value.splitlines() if (part := " ".join(line.split()).strip(", ")))
