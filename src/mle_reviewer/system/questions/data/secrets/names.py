"""Literals under names that tell, and which of their values look as if they were made to be secret."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mle_reviewer.findings.credentials.open_values import protects_nothing
from mle_reviewer.findings.credentials.placeholders import is_placeholder
from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.questions.data.secrets.telling import telling

_LONGEST: Final = 500  # a line that holds a setting
# Where a name that tells ends, and something is put under it; and where an address may hold a password.
_ENDINGS: Final = ("password", "passwd", "pwd", "passphrase", "secret", "token", "pass", "key", "identified by", "://")
_UNDER: Final = re.compile(r"(?:\\?[\"']|\]|[ \t]){0,8}(?:=>|[:=,]|[ \t]{1,4}['\"])|[ \t]{1,8}\S{6}")
_OF_PAIR: Final = re.compile(r"(?:api|access|secret|private|account|encryption|auth|signing|service)[ _.-]?$")
_LONGEST_PAIR: Final = 12
_WITH_PASSWORD: Final = re.compile(r"[^\s/:@\"'\\<>]{0,80}:[^\s/:@\"'\\<>]{6,200}@")
_NAME: Final = r"(?P<name>[A-Za-z_][A-Za-z0-9_.-]{0,60})"
_QUOTED: Final = re.compile(
    _NAME + r"\\?[\"']?\]?[ \t]{0,8}(?:=>|[:=]|:[ \t]{1,4}[A-Za-z][\w.\[\] |]{0,40}=)[ \t]{0,8}\\?[\"']"
    r"(?P<value>[^\s\"'\\]{8,200})\\?[\"']"
)
_BARE: Final = re.compile(
    r"[ \t]{0,60}(?:-[ \t]{1,8})?(?:(?:export|ENV|ARG)[ \t]{1,8})?" + _NAME + r"[ \t]{0,8}[:=]"
    r"[ \t]{0,8}(?P<value>[^\s\"'#]{3,200})[ \t]{0,8}(?:#.{0,200})?\r?$"
)
_OF_APP: Final = re.compile(  # as a mail service shows the password of an app: four groups of four letters
    r"[ \t]{0,60}(?:-[ \t]{1,8})?[\"']?(?:(?:export|ENV|ARG)[ \t]{1,8})?"
    + _NAME
    + r"[ \t]{0,8}[:=][ \t]{0,8}[\"']?(?P<value>[a-z]{4}(?: [a-z]{4}){3})[\"']?[ \t]{0,8}(?:#.{0,200})?\r?$"
)
_INSIDE: Final = re.compile(  # one of several settings in a text: `Server=db;Pwd=…;`
    r"(?<![A-Za-z0-9_-])(?P<name>(?i:[a-z_]{0,20}(?:password|pwd|secret_access_key|secret_key)))="
    r"(?P<value>[^\s\"'\\;&<>{}$]{8,200})(?=[;&\"'])"
)
_OPTION: Final = re.compile(
    r"(?<![A-Za-z0-9_-])--(?P<name>(?i:[a-z-]{0,30}(?:password|token|api-key|secret|secret-key)))(?:=|[ \t]{1,4})[\"']?"
    r"(?P<value>[^\s\"'\\;&<>{}$]{8,200})"
)
_SQL: Final = re.compile(
    r"(?P<name>(?i:password|identified[ \t]{1,4}by))[ \t]{1,4}(?:=[ \t]{0,4})?'(?P<value>[^'\s]{8,200})'"
)
_ADDRESS: Final = re.compile(
    r"[a-z][a-z0-9+.-]{1,20}://(?P<user>[^\s/:@\"'\\<>]{0,80}):(?P<value>[^\s/:@\"'\\<>]{6,200})@"
    r"(?P<host>[^\s/:@\"'\\<>?#,;]{1,120})",
    re.IGNORECASE,
)
_DEFAULT: Final = re.compile(
    r"(?:getenv|environ\.get)\([ \t]{0,8}\\?[\"']"
    + _NAME
    + r"\\?[\"'][ \t]{0,8},[ \t]{0,8}\\?[\"'](?P<value>[^\s\"'\\]{8,200})"
)
_NETRC: Final = re.compile(
    r"machine\s{1,8}\S{1,120}\s{1,8}login\s{1,8}\S{1,120}\s{1,8}(?P<name>password)\s{1,8}(?P<value>\S{6,200})"
)
_LONGEST_LINE: Final = 20_000
_OWN: Final = re.compile(
    r"localhost$|127\.|0\.0\.0\.0$|\[|[^.]+$|.*\bexample\b|.*\.(?:test|invalid|local)$", re.IGNORECASE
)
_PASSWORDS: Final = frozenset({"password", "passwd", "pwd", "pass", "passphrase"})
_GROUPS: Final = re.compile(r"[a-z]{4}(?: [a-z]{4}){3}")
_ELSEWHERE: Final = (
    "http://",
    "https://",
    "/",
    "./",
    "../",
    "$",
    "arn:",
    "file:",
    "vault:",
    "op://",
    "env:",
    "sha256:",
)
_LEAST_KEY: Final = 16
_LEAST_PASSWORD: Final = 8
_OPEN: Final = re.compile(r"change|replace|placeholder|your", re.IGNORECASE)
# What a token is that no service gave out: a digest, or the address of a coin on a chain (base58, 32 bytes).
_NO_TOKEN: Final = re.compile(r"[0-9a-f]{32,}|[1-9A-HJ-NP-Za-km-z]{42,44}")


@dataclass(frozen=True, slots=True)
class Literal:
    """A value under a name that tells, and where it stands in the text: its line (from 0) and its signs."""

    name: str
    value: str
    line: int
    start: int
    end: int


def literals(text: str, *, bare: bool, lines: bool = True) -> Iterator[Literal]:
    """The literals in a text that look as if they were made to be secret; `bare` where values need no quotes.

    Without `lines` only passwords in addresses: what else a page or a table says is no setting.
    """
    number, counted, last = 0, 0, -1
    for candidate in sorted(_candidates(text, settings=lines)):
        start, end = _line(text, candidate)
        if start == last:
            continue
        last = start
        number += text.count("\n", counted, start)
        counted = start
        line = text[start:end]
        taken: list[tuple[int, int]] = []
        for name, found in _named(line, bare=bare, settings=lines):
            first, behind = found.span("value")
            if not any(first < other_end and other < behind for other, other_end in taken):
                taken.append((first, behind))
                yield Literal(name, found["value"], number, start + first, start + behind)


def _candidates(text: str, *, settings: bool) -> Iterator[int]:
    """Where something may be put under a name that tells, or an address may hold a password."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter that is two in small: places would not agree
        lowered = text
    for word in _ENDINGS if settings else ("://",):
        after = _WITH_PASSWORD if word == "://" else _UNDER
        at = lowered.find(word)
        while at >= 0:
            end = at + len(word)
            if after.match(text, end) and (word != "key" or _OF_PAIR.search(lowered, max(at - _LONGEST_PAIR, 0), at)):
                yield at
            at = lowered.find(word, end)


def _line(text: str, at: int) -> tuple[int, int]:
    r"""The line around a candidate; of a long one, the line that is written out in it (`…\\n…`)."""
    first, behind = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    behind = len(text) if behind < 0 else behind
    if behind - first > _LONGEST:
        inner, after = text.rfind("\\n", first, at), text.find("\\n", at, behind)
        first, behind = first if inner < 0 else inner + 2, behind if after < 0 else after
    return first, behind


def _named(line: str, *, bare: bool, settings: bool) -> Iterator[tuple[str, re.Match[str]]]:
    for found in _ADDRESS.finditer(line):
        if not _OWN.match(found["host"]) and _looks_shared(found["user"], found["value"]):
            yield "", found
    if not settings:
        return
    if len(line) <= _LONGEST:
        whole = (_BARE.match(line) or _OF_APP.match(line)) if bare else None
        some = [*_QUOTED.finditer(line), *_DEFAULT.finditer(line), *([whole] if whole is not None else ())]
        yield from (
            (one["name"], one) for one in some if telling(one["name"]) and looks_real(one["name"], one["value"])
        )
    for pattern in (_INSIDE, _OPTION, _SQL, _NETRC):
        for found in pattern.finditer(line[:_LONGEST_LINE]):
            if pattern is _INSIDE and _in_sentence(line, found.start()):
                continue
            name = found["name"] if pattern in {_INSIDE, _OPTION} else "password"
            if telling(name) and looks_real(name, found["value"]):
                yield name, found


def _in_sentence(line: str, at: int) -> bool:
    """Whether words stand before a setting: what somebody might say, and no settings in a row (`host=db pwd=…`)."""
    before = line[max(at - _LONGEST, 0) : at]
    last = before.rstrip(" ").rpartition(" ")[2]
    return before.endswith(" ") and last.isalpha()


def _looks_shared(user: str, value: str) -> bool:
    """Whether the password of an address is one: not the name again, and nothing that is filled in later."""
    return looks_real("password", value) and "$" not in value and not (user and user.lower() in value.lower())


def looks_real(name: str, value: str) -> bool:
    """Whether a value looks as if it was made to be secret: mixed signs, and nothing that only points elsewhere."""
    if value.startswith(_ELSEWHERE) or is_placeholder(value) or any(one in value for one in "(){}<>[]"):
        return False
    if value.isupper() and value.replace("_", "").replace("-", "").isalnum() and "_" in value:
        return False  # the name of a variable
    if protects_nothing(value):
        return False
    if _spells_words(value):
        return False
    if _GROUPS.fullmatch(value):
        return words(name)[-1] in _PASSWORDS and not _told(value)
    digits, letters = any(one.isdigit() for one in value), any(one.isalpha() for one in value)
    if not (digits and letters) or name.lower() in value.lower():
        return False
    if words(name)[-1] in _PASSWORDS:
        mixed = value.lower() != value or any(not one.isalnum() for one in value)
        return len(value) >= _LEAST_PASSWORD and mixed and not _worded(value)
    given = words(name)[-1] != "token" or not _NO_TOKEN.fullmatch(value)
    return len(value) >= _LEAST_KEY and not _worded(value) and given


def _told(value: str) -> bool:
    """Whether groups of letters only show a form: `xxxx xxxx xxxx xxxx`, `your pass word here`."""
    groups = value.split()
    return len(set(groups)) < len(groups) or bool({"your", "pass", "word", "here", "this"} & set(groups))


def _spells_words(value: str) -> bool:
    """Whether a value is words that were only encoded: a name that anybody may know."""
    try:
        said = base64.b64decode(value, validate=True).decode("ascii")
    except ValueError:
        return False
    return _OPEN.search(said) is not None or re.fullmatch(r"[a-z]{3,}(?:[- _][a-z]{2,})+", said) is not None


def _worded(value: str) -> bool:
    """Whether a value is words with numbers behind them (`my-app-v2`), as names are."""
    parts = re.split(r"[-_.:/]", value)
    return len(parts) > 1 and all(re.fullmatch(r"[a-z]*\d{0,4}|[A-Z]*\d{0,4}", part) for part in parts)
