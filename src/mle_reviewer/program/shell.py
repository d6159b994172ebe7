"""Shell scripts as commands: their words, what joins them, where they stand, and whose failure nobody notices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.program.scripts.command import Command, Script
from mle_reviewer.program.scripts.structure import Draft, TooDeep, structured
from mle_reviewer.program.scripts.tokens import Token, Unclosed, substitutions, tokens, unquoted
from mle_reviewer.program.scripts.verdicts import closings, forgiven
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

__all__ = ["Command", "Script", "read_script", "read_shell", "script_of"]

_SHEBANG: Final = re.compile(r"#![^\n]*[ \t]-(\w+)[ \t\r]*(?:\n|$)")
_MOST: Final = 20_000
_DEEPEST: Final = 4
_KEYWORDS: Final = frozenset({"{", "("})


def read_shell(text: str, line: int, *, errexit: bool = False, pipefail: bool = False) -> tuple[Command, ...]:
    """The commands of a piece of shell whose first line is `line`; those before a quote that stays open."""
    return script_of(text, line, errexit=errexit, pipefail=pipefail)[0].commands


def read_script(document: Document) -> tuple[Script, tuple[Gap, ...]]:
    """The script that a document is."""
    text = decode(document)
    if isinstance(text, Gap):
        return Script(), (text,)
    script, wrong = script_of(text, 1)
    return script, () if wrong is None else (Gap(document.path, wrong[0], "parse", wrong[1]),)


def script_of(
    text: str, line: int, *, errexit: bool = False, pipefail: bool = False
) -> tuple[Script, tuple[int, str] | None]:
    """A script, begun with these options, and where and why it could not be read to its end."""
    wrong: tuple[int, str] | None = None
    held: list[Token] = []
    drafts: list[Draft] = []
    try:
        held.extend(tokens(text, line))
    except Unclosed as error:
        wrong = (error.line, str(error))
    try:
        drafts = structured(held)
    except TooDeep as error:
        wrong = (error.line, str(error))
    if len(drafts) > _MOST:
        wrong = (drafts[_MOST].line, f"more than {_MOST} commands")
        drafts = drafts[:_MOST]
    found = _SHEBANG.match(text)
    errexit = errexit or bool(found and "e" in found[1])
    ever = [errexit, pipefail]
    closers = closings(drafts)
    commands: list[Command] = []
    for number, draft in enumerate(drafts):
        errexit, pipefail = _options(draft, errexit=errexit, pipefail=pipefail)
        ever = [ever[0] or errexit, ever[1] or pipefail]
        lost = forgiven(drafts, number, closers, errexit=errexit, pipefail=pipefail)
        command = _command(draft, lost=lost)
        commands.extend(_inner(draft, command, 1, errexit=errexit, pipefail=pipefail))
        commands.append(command)
    return Script(tuple(commands), ever[0], ever[1]), wrong


def _command(draft: Draft, *, lost: bool) -> Command:
    return Command(
        tuple(unquoted(word) for word in draft.raw),
        draft.line,
        draft.joins,
        lost,
        draft.asked,
        draft.negated,
        draft.output,
        tuple(frame.word for frame in draft.frames if frame.word not in _KEYWORDS),
        tuple((name, unquoted(value)) for name, value in draft.environment),
    )


def _inner(draft: Draft, outer: Command, depth: int, *, errexit: bool, pipefail: bool) -> Iterator[Command]:
    """The commands of substitutions: of an assignment alone they decide, elsewhere nobody sees their failure."""
    if depth > _DEEPEST:
        return
    alone = not draft.raw
    for word in draft.spelled:
        if "$(" not in word.text and "`" not in word.text and "<(" not in word.text:
            continue
        for text, lines in substitutions(word.text):
            try:
                inner = structured(tokens(text, word.line + lines))
                closers = closings(inner)
            except (Unclosed, TooDeep):
                continue
            for number, one in enumerate(inner):
                last = number == len(inner) - 1
                lost = (
                    (outer.forgiven or not alone)
                    if last
                    else forgiven(inner, number, closers, errexit=errexit, pipefail=pipefail)
                )
                made = _command(one, lost=lost)
                under = (*outer.under, "substitution", *made.under)
                yield from _inner(one, made, depth + 1, errexit=errexit, pipefail=pipefail)
                yield Command(
                    made.words, made.line, made.joins, made.forgiven, made.asked or outer.asked, made.negated,
                    made.output, under, made.environment,
                )  # fmt: skip


def _options(draft: Draft, *, errexit: bool, pipefail: bool) -> tuple[bool, bool]:
    """The options behind a `set`."""
    if not draft.raw or draft.raw[0] != "set":
        return errexit, pipefail
    words = iter(draft.raw[1:])
    for word in words:
        if word[:1] not in {"-", "+"} or word == "--":
            break
        on = word[0] == "-"
        errexit = on if "e" in word[1:] else errexit
        if "o" in word[1:]:
            name = next(words, "")
            pipefail = on if name == "pipefail" else pipefail
            errexit = on if name == "errexit" else errexit
    return errexit, pipefail
