"""What was looked at in notebooks (DC7): how many, with outputs, run in order, with errors; and how to say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BookSeen:
    """One notebook: how many cells of code it has, how many were run, show something, show an error.

    `in_order`: the execution counts that there are grow from top to bottom. `read`: something of it could be read.
    """

    path: str
    cells: int = 0
    ran: int = 0
    outputs: int = 0
    errors: int = 0
    in_order: bool = True
    read: bool = True


def notebooks_statement(seen: Iterable[BookSeen]) -> str:
    """What was checked of notebooks, in one line; "" where there are none."""
    books = list(seen)
    if not books:
        return ""
    read = [one for one in books if one.read]  # of the others a gap tells
    if not read:
        return "no notebook that could be read"
    ran = [one for one in read if one.ran]
    ordered = sum(one.in_order for one in ran)
    told = [
        f"{len(read)} {'notebook' if len(read) == 1 else 'notebooks'} looked at without running",
        f"{sum(one.outputs > 0 for one in read)} with saved outputs",
        f"{len(ran)} with execution counts, {ordered} of them from top to bottom",
        f"{sum(one.errors > 0 for one in read)} with errors in the outputs",
    ]
    return "; ".join(told)
