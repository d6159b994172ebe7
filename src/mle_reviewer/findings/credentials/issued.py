"""Keys of documented shapes in a text: where each stands, how it may be shown, and which are cut off or hollow."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha1
from typing import Final

from mle_reviewer.findings.credentials.key_bodies import is_no_key
from mle_reviewer.findings.credentials.made_up import is_spelled
from mle_reviewer.findings.credentials.open_values import protects_nothing
from mle_reviewer.findings.credentials.placeholders import is_placeholder
from mle_reviewer.findings.credentials.readable_tokens import key_within
from mle_reviewer.findings.credentials.shapes import SHAPES, Proof, Shape
from mle_reviewer.findings.credentials.web_tokens import opens_nothing


@dataclass(frozen=True, slots=True)
class Held:
    """A credential in a text: what kind it is, the line (from 0), how it may be shown, and what of the text hides it.

    `digests` are what a team's baseline of known secrets may call it by; they never leave.
    """

    about: str
    proof: Proof
    line: int
    masked: str
    start: int
    end: int
    digests: frozenset[str]


_BEFORE: Final = re.compile(r"(?<!\\)[0-9A-Za-z+_]|(?<=\\)[^nrt\W]")
_BEHIND: Final = re.compile(r"[0-9A-Za-z+/_]")
_ENCODED: Final = re.compile(r"[0-9A-Za-z+/=\\n]*")
_LONGEST: Final = 400  # signs of encoded data around a match, of which it then is a part
_PRIVATE: Final = re.compile(  # as `redact` masks it, and through the quotes of a notebook's or a program's lines
    r"-----BEGIN (?P<kind>[A-Z ]{0,30})PRIVATE KEY(?: BLOCK)?-----"
    r"(?:(?:\s|\\[nr]|[\"',+])*(?:(?:Proc-Type|DEK-Info|Version|Comment)\s?:[^\n\"\\]{1,80})?"
    r"(?:\s|\\[nr]|[\"',+])*[0-9A-Za-z+/=]{16,})+"
    r"(?:(?:\s|\\[nr]|[\"',+])*[0-9A-Za-z+/=]{1,15}(?=(?:\s|\\[nr]|[\"',+])*-----END))?"
)
_LEAST_KEY: Final = 90  # signs of a private key with what opens it
_BEFORE_WORD: Final = 100  # signs of a match that stand before its word
_AFTER_WORD: Final = 8_000
_KEY_WORDS: Final = ("PRIVATE KEY",)
_TOKEN_WORDS: Final = ("eyJ",)
_CLOSES: Final = re.compile(r"(?:\s|\\[nr]|[\"',+=])*-----END")
_MORE: Final = re.compile(r"\.{3}|…|\*{3}")  # the rest is left out
_OPEN: Final = re.compile(r",\}(?:=\*)?\)?$")  # a pattern that says how long at least


def issued(text: str, *, doubtful: bool = False) -> Iterator[Held]:
    """The credentials of documented shapes in a text; those that only hold a place are left out.

    `doubtful` ones are cut off, or say of themselves that they open nothing: worth masking, not worth a word.
    """
    lines: Sequence[int] = ()
    for shape in SHAPES:
        for found in _matches(shape, text) if shape.proof != "named" else ():
            shown = found[1] if found.re is shape.regex else f"-----BEGIN {found['kind']}PRIVATE KEY-----"
            start, end = found.start() + len(shown), found.end()
            if _is_part(text, found) or is_placeholder(text[start:end].lstrip("\\nr\r\t \"',+")):
                continue
            if not doubtful and (_is_elided(shape, text, found) or _is_hollow(shape, text, found, start)):
                continue
            digests = frozenset(map(digest, {found[0], text[start:end], shown.strip("-")}))
            lines = lines or line_starts(text)
            line = bisect_right(lines, found.start()) - 1
            yield Held(shape.about, shape.proof, line, f"{shown}***", start, end, digests)


def _matches(shape: Shape, text: str) -> Iterator[re.Match[str]]:
    """Where a shape occurs: searched for around its words alone, which is quick in a text of megabytes."""
    behind = 0
    private = shape.words == _KEY_WORDS
    for at in shape.places(text):
        if at < behind:
            continue
        found = (_PRIVATE if private else shape.regex).search(text, max(at - _BEFORE_WORD, behind), at + _AFTER_WORD)
        if found is not None and (not private or found.end() - found.start() >= _LEAST_KEY):
            behind = found.end()
            yield found


def line_starts(text: str) -> Sequence[int]:
    """Where the lines of a text begin."""
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def digest(value: str) -> str:
    """What a baseline of known secrets keeps of a value."""
    return sha1(value.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def _is_elided(shape: Shape, text: str, found: re.Match[str]) -> bool:
    """Whether only the beginning of a key stands there: its rest is dots, or the last part of an address is missing.

    Of a shape with a length of its own the whole key stands before the dots.
    """
    return found[0].endswith("/") or (_OPEN.search(shape.pattern) is not None and bool(_MORE.match(text, found.end())))


def _is_hollow(shape: Shape, text: str, found: re.Match[str], start: int) -> bool:
    """Whether a private key or a token says of itself that it is none, or that it opens nothing."""
    if protects_nothing(text[start : found.end()]) or protects_nothing(found[0]):
        return True
    key = key_within(found[1], text[start : found.end()]) if found.re is not _PRIVATE else None
    if key is not None:
        return is_placeholder(key) or is_spelled(key)
    if found.re is not _PRIVATE:
        return shape.words == _TOKEN_WORDS and opens_nothing(found[0])
    return is_no_key(found["kind"], text[start : found.end()], ended=_CLOSES.match(text, found.end()) is not None)


def _is_part(text: str, found: re.Match[str]) -> bool:
    """Whether a match is only a piece of a longer word, or of data that were encoded."""
    start, end = found.span()
    if start and _BEFORE.match(text, start - 1):
        return True
    if _BEHIND.match(text, end):
        return True
    behind = _ENCODED.match(text, end, end + _LONGEST)
    before = _ENCODED.fullmatch(text, max(start - _LONGEST, 0), start)
    return bool((behind and len(behind[0]) >= _LONGEST) or (before and start >= _LONGEST))
