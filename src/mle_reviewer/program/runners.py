"""Settings of test runners: the folders in which pytest looks for tests where it is given none."""

from __future__ import annotations

from typing import Final

SETTINGS: Final = ("pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")  # as pytest prefers them
_TABLES: Final = (("tool", "pytest", "ini_options"), ("tool", "pytest"))


def looks_into(name: str, text: str) -> tuple[str, ...] | None:
    """The folders, () for all there are; None for a document that holds no settings of pytest, or that none can read.

    `name` is the document's own, without folders.
    """
    try:
        return _toml(text) if name.endswith(".toml") else _ini(name, text)
    except (ValueError, RecursionError):
        return None


def _toml(text: str) -> tuple[str, ...] | None:
    from mle_reviewer.program.toml_entries import toml_entry

    root = toml_entry(text)
    for keys in _TABLES:
        if root.get(*keys) is not None:
            stated = root.get(*keys, "testpaths")
            some = [one.text() or "" for one in stated.elements()] if stated is not None else []
            return tuple(word for one in some for word in one.split())
    return None


def _ini(name: str, text: str) -> tuple[str, ...] | None:
    from configparser import ConfigParser, Error

    read = ConfigParser(interpolation=None, strict=False, inline_comment_prefixes=("#", ";"))
    try:
        read.read_string(text)
    except Error as error:
        raise ValueError from error
    section = "tool:pytest" if name == "setup.cfg" else "pytest"
    if not read.has_section(section):
        return () if name in {"pytest.ini", ".pytest.ini"} else None
    return tuple(read.get(section, "testpaths", fallback="").split())
