"""Switches: values of settings documents that decide which arm of a condition is taken."""

from __future__ import annotations

from typing import NamedTuple


class Switch(NamedTuple):
    """A value of a document that decides a condition: where it stands, its keys."""

    path: str
    line: int
    name: str


class Decided(NamedTuple):
    """Whether a condition holds as the settings are committed, and the value that says so."""

    holds: bool
    by: Switch


__all__ = ["Decided", "Switch"]
