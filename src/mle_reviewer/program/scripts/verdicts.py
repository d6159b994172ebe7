"""Whose failure stops a script, and whose nobody notices."""

from __future__ import annotations

from typing import Final

from mle_reviewer.program.scripts.structure import Draft
from mle_reviewer.program.scripts.tokens import unquoted

# What a script says or does about a failure without passing it on.
_HARMLESS: Final = frozenset({
    "true", ":", "echo", "printf", "continue", "break", "sleep", "log", "warn", "warning", "info", "log_warn",
    "log_info", "log_warning",
})  # fmt: skip
_LEAVES: Final = frozenset({"exit", "return"})
_FAR: Final = 50
_LONGEST: Final = 200


def harmless(draft: Draft) -> bool:
    """Whether a command neither fails nor leaves with a failure."""
    words = [unquoted(word) for word in draft.raw]
    if not words:
        return False  # `|| failed=1` notes the failure
    name = words[0].rpartition("/")[2]
    return name in _HARMLESS or (name in _LEAVES and words[1:2] == ["0"])


def closings(drafts: list[Draft]) -> dict[int, int]:
    """The number of the last command of each compound."""
    return {compound: number for number, draft in enumerate(drafts) for compound in draft.closed}


def forgiven(drafts: list[Draft], number: int, closers: dict[int, int], *, errexit: bool, pipefail: bool) -> bool:
    """Whether the failure of a command stops nothing and is asked for by nobody."""
    draft = drafts[number]
    if draft.asked:
        return False
    if draft.joins == "|" and not pipefail:
        return True
    end, rescued = _chain(drafts, number)
    if rescued is not None:
        return rescued
    groups = (closers.get(frame.compound, number) for frame in draft.frames if frame.word in {"{", "("})
    if any(_chain(drafts, last)[1] for last in groups):
        return True
    if errexit and draft.joins not in {"&&", "&"} and not draft.negated:
        return False
    if any(frame.word == "function" for frame in draft.frames):
        return False  # who calls it, and with which options, is not known here
    return _more(drafts, draft, end) and not _noticed(drafts, end)


def _chain(drafts: list[Draft], number: int) -> tuple[int, bool | None]:
    """The number behind the list that a command stands in, and whether an `||` of it rescues it (None without one)."""
    depth = len(drafts[number].frames)
    joins = drafts[number].joins
    at = number + 1
    inside: list[Draft] = []
    either = False
    # A command that ends a group goes on as the group does.
    while joins == ";" and drafts[at - 1].closed and depth:
        group = drafts[at - 1].frames[depth - 1]
        if group.word not in {"{", "("}:
            break
        joins = drafts[at - 1].closed.get(group.compound, ";")
        depth -= 1
    while joins in {"&&", "||", "|"} and at < min(len(drafts), number + _LONGEST):
        either = either or joins == "||"
        first = at
        compound = drafts[at].frames[depth].compound if len(drafts[at].frames) > depth else None
        at += 1
        if compound is None:
            joins = drafts[first].joins
        else:
            while at < len(drafts) and _within(drafts[at], depth, compound):
                at += 1
            joins = drafts[at - 1].closed.get(compound, ";")
        if either:
            inside.extend(drafts[first:at])
    return at, (bool(inside) and all(harmless(one) for one in inside)) if either else None


def _within(draft: Draft, depth: int, compound: int) -> bool:
    return len(draft.frames) > depth and draft.frames[depth].compound == compound


def _more(drafts: list[Draft], draft: Draft, start: int) -> bool:
    """Whether something runs behind a command's list, so that its status is not the script's own."""
    for later in drafts[: max(start, len(drafts) - _FAR) - 1 : -1]:
        for mine, other in zip(draft.frames, later.frames, strict=False):
            if mine.compound != other.compound:
                return True
            if mine.branch != other.branch:
                break  # another branch of the same compound: one of the two runs
        else:
            return True
    return False


def _noticed(drafts: list[Draft], end: int) -> bool:
    """Whether the next command asks for the status."""
    if end >= len(drafts):
        return False
    after = drafts[end]
    return any(
        "$?" in word or "PIPESTATUS" in word for word in (*after.raw, *(value for _name, value in after.environment))
    )
