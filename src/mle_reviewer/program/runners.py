"""Settings of test runners: where pytest looks for tests where it is given none, and how tests are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

SETTINGS: Final = ("pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")  # as pytest prefers them
USUAL_FILES: Final = ("test_*.py", "*_test.py")
_TABLES: Final = (("tool", "pytest", "ini_options"), ("tool", "pytest"))


@dataclass(frozen=True, slots=True)
class Collecting:
    """What pytest is told to collect: from which folders, () for all there are, and documents of which names."""

    folders: tuple[str, ...] = ()
    files: tuple[str, ...] = USUAL_FILES

    def takes(self, path: str) -> bool:
        """Whether a document is called as tests are; a pattern with a slash is held against the end of its path."""
        name = path.rpartition("/")[2]
        return any(fnmatchcase(f"/{path}", f"*/{one}") if "/" in one else fnmatchcase(name, one) for one in self.files)


def collecting(name: str, text: str) -> Collecting | None:
    """The settings; None for a document that holds none of pytest, or that none can read.

    `name` is the document's own, without folders.
    """
    try:
        return _toml(text) if name.endswith(".toml") else _ini(name, text)
    except (ValueError, RecursionError):
        return None


def _toml(text: str) -> Collecting | None:
    from mle_reviewer.program.toml_entries import toml_entry

    root = toml_entry(text)
    for keys in _TABLES:
        table = root.get(*keys)
        if table is not None:
            said = [table.get(key) for key in ("testpaths", "python_files")]
            some = [[one.text() or "" for one in each.elements()] if each is not None else [] for each in said]
            return _stated(*some)
    return None


def _ini(name: str, text: str) -> Collecting | None:
    from configparser import ConfigParser, Error

    read = ConfigParser(interpolation=None, strict=False, inline_comment_prefixes=("#", ";"))
    try:
        read.read_string(text)
    except Error as error:
        raise ValueError from error
    section = "tool:pytest" if name == "setup.cfg" else "pytest"
    if not read.has_section(section):
        return Collecting() if name in {"pytest.ini", ".pytest.ini"} else None
    return _stated(*([read.get(section, key, fallback="")] for key in ("testpaths", "python_files")))


def _stated(folders: Iterable[str], files: Iterable[str]) -> Collecting:
    """Lists, or one text of several words: pytest takes both."""
    named = tuple(word for one in files for word in one.split())
    return Collecting(tuple(word for one in folders for word in one.split()), named or USUAL_FILES)
