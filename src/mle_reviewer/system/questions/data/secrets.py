"""Credentials that stand in documents: keys of documented shapes, and literals under names that tell."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.credentials import Held, Proof, is_placeholder, issued
from mle_reviewer.knowledge.measures import words
from mle_reviewer.program.cell_places import RawLines
from mle_reviewer.sources.document import TEXT_KINDS, kind_of
from mle_reviewer.sources.location import Location
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mle_reviewer.sources.document import Document
    from mle_reviewer.system.system import System

_LARGEST: Final = 2_000_000
_LONGEST: Final = 500  # a line that holds a setting
_MOST: Final = 20  # of one document
_OTHER: Final = (".cfg", ".ini", ".conf", ".properties", ".groovy", "jenkinsfile", ".js", ".ts", ".txt", ".r", ".scala")
_LOCKS: Final = (".lock", "lock.json", "lock.yaml", "lock.yml", ".ipynb_checkpoints", ".sum")
_FORMS: Final = re.compile(
    r"example|sample|template|\.dist$|\.tpl$|\.j2$|(?:^|[./_-])(?:tests?|mock|fixtures?)(?:[./_-]|$)"
)
_ENV: Final = re.compile(r"(?:^|/)\.env(?:\.[a-z]+)?$")
_BARE_KINDS: Final = frozenset({"yaml", "dockerfile", "shell", "makefile"})
_TELLING: Final = re.compile(r"pass|pwd|secret|token|key", re.IGNORECASE)
_QUOTED: Final = re.compile(
    r"(?P<name>[A-Za-z_][A-Za-z0-9_.-]{0,60})\\?[\"']?\]?[ \t]{0,8}(?:=>|[:=])[ \t]{0,8}\\?[\"']"
    r"(?P<value>[^\s\"'\\]{8,200})\\?[\"']"
)
_BARE: Final = re.compile(
    r"[ \t]{0,60}(?:-[ \t]{1,8})?(?:(?:export|ENV|ARG)[ \t]{1,8})?(?P<name>[A-Za-z_][A-Za-z0-9_.-]{0,60})[ \t]{0,8}[:=]"
    r"[ \t]{0,8}(?P<value>[^\s\"'#]{3,200})[ \t]{0,8}(?:#.{0,200})?\r?$"
)
_OF_APP: Final = re.compile(  # as a mail service shows the password of an app: four groups of four letters
    r"[ \t]{0,60}(?:-[ \t]{1,8})?[\"']?(?:(?:export|ENV|ARG)[ \t]{1,8})?(?P<name>[A-Za-z_][A-Za-z0-9_.-]{0,60})"
    r"[ \t]{0,8}[:=][ \t]{0,8}[\"']?(?P<value>[a-z]{4}(?: [a-z]{4}){3})[\"']?[ \t]{0,8}(?:#.{0,200})?\r?$"
)
_PASSWORDS: Final = frozenset({"password", "passwd", "pwd", "pass", "passphrase"})
_GROUPS: Final = re.compile(r"[a-z]{4}(?: [a-z]{4}){3}")
_ALONE: Final = re.compile(
    r"(?:^|/)\.?(?:[a-z0-9]{1,20}[_-])?(?:api|secret|access|private)[_-]?(?:key|token)(?:\.txt)?$"
)
_SINGLE: Final = frozenset({"password", "passwd", "pwd", "passphrase", "secret", "token", "apikey", "pass"})
_PAIRS: Final = frozenset({"api", "access", "secret", "private", "account", "encryption", "auth", "signing", "service"})
_NOT_TOKENS: Final = frozenset({
    "pad", "eos", "bos", "unk", "mask", "sep", "cls", "special", "next", "stop", "image", "start", "end", "page",
    "continuation", "max", "min", "num", "add", "use",
})  # fmt: skip
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
_LEAST_FILE: Final = 24
_LEAST_PASSWORD: Final = 8
_ABOVE: Final = 30  # lines that an example may begin before
_EXAMPLE: Final = re.compile(r"[\"']?\b(?:examples?|json_schema_extra|schema_extra)\b[\"']?\s{0,4}[:=]")
_BESIDE: Final = 8  # lines of one block that are looked at around a key
_OWN_MACHINE: Final = re.compile(
    r"\s{0,60}(?:-[ \t]{1,8})?(?:export[ \t]{1,8})?[\"']?(?P<name>[a-z_][a-z0-9_]{0,60}endpoint[a-z0-9_]{0,20})[\"']?"
    r"[ \t]{0,8}[:=][ \t]{0,8}[\"']?https?://(?:localhost|127\.0\.0\.1)\b",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(r"change|replace|placeholder|your", re.IGNORECASE)
_HEX: Final = re.compile(r"[0-9a-f]{32,}")


@dataclass(frozen=True, slots=True)
class Secret:
    """A credential in a document: what it is, where, how it may be shown, and the name it stands under."""

    about: str
    proof: Proof
    at: Location
    masked: str
    name: str = ""


def secrets(system: System) -> Iterator[Secret]:
    """The credentials of a tree, each place once; tests, examples, forms to fill in and locks are left out."""
    for path in system.paths:
        if tier(path) not in {"code", "docs"} or not _is_searched(path):
            continue
        document = system.document(path)
        if document is None or len(document.data) > _LARGEST or b"\0" in document.data[:4_000]:
            continue
        yield from _of(document)


def is_form(path: str) -> bool:
    """Whether a document is named as an example or a form to fill in."""
    return bool(_FORMS.search(path.lower()))


def _is_searched(path: str) -> bool:
    lower = path.lower()
    if lower.endswith(_LOCKS) or is_form(path):
        return False
    return (
        kind_of(path) in TEXT_KINDS
        or kind_of(path) == "notebook"
        or lower.endswith(_OTHER)
        or is_env(path)
        or bool(_ALONE.search(lower))
    )


def is_env(path: str) -> bool:
    """Whether a file holds settings of an environment: `.env`, `.env.production`, and no form of one."""
    return bool(_ENV.search(path.lower())) and not _FORMS.search(path.lower())


def _of(document: Document) -> Iterator[Secret]:
    lines = document.data.decode("utf-8", "replace").split("\n")
    if _ALONE.search(document.path.lower()):
        yield from _of_its_own(document, lines)
        return
    places = _Places(document)
    found = 0
    taken: set[int] = set()
    for held in issued(lines):
        taken.add(held.line)
        found += 1
        if found <= _MOST:
            yield _secret(held, places)
    bare = kind_of(document.path) in _BARE_KINDS or is_env(document.path)
    if tier(document.path) != "code" or kind_of(document.path) == "markdown":
        return
    for number, line in enumerate(lines):
        if number in taken or len(line) > _LONGEST or not _TELLING.search(line):
            continue
        for name, value in _named(line, bare=bare):
            real = telling(name) and looks_real(name, value) and found < _MOST
            if real and not _shown(lines, number) and not _emulated(lines, number, name):
                found += 1
                yield Secret(f"the value of `{name}`", "named", places.at(number), "***", name)


def _of_its_own(document: Document, lines: list[str]) -> Iterator[Secret]:
    """A file that is called a key and holds one long text: it is the key."""
    value, rest = lines[0].strip(), "".join(lines[1:]).strip()
    name = document.path.rpartition("/")[2].lstrip(".").removesuffix(".txt")
    mixed = any(one.isdigit() for one in value) and value.lower() != value and value.upper() != value
    if not rest and _LEAST_FILE <= len(value) <= _LONGEST and mixed and re.fullmatch(r"[\w.+/=-]+", value):
        yield Secret(f"the key that the file `{name}` is", "named", Location(document.path, 1, raw_line=1), "***", name)


def _shown(lines: list[str], number: int) -> bool:
    """Whether a line belongs to an example that a schema shows: it stands under a name that says so."""
    depth = len(lines[number]) - len(lines[number].lstrip())
    if _EXAMPLE.search(lines[number]):
        return True
    for before in range(number - 1, max(number - _ABOVE, -1), -1):
        indent = len(lines[before]) - len(lines[before].lstrip())
        if lines[before].strip() and indent < depth:
            if _EXAMPLE.search(lines[before]):
                return True
            depth = indent
    return False


def _emulated(lines: list[str], number: int, name: str) -> bool:
    """Whether a key stands beside the address of a service on one's own machine: there it opens nothing else."""
    mark = name.partition("_")[0].lower() + "_"
    for step in (-1, 1):
        place = number + step
        while 0 <= place < len(lines) and abs(place - number) <= _BESIDE and lines[place].strip():
            if (said := _OWN_MACHINE.match(lines[place])) is not None and said["name"].lower().startswith(mark):
                return True
            place += step
    return False


def _secret(held: Held, places: _Places) -> Secret:
    return Secret(held.about, held.proof, places.at(held.line), held.masked)


def _named(line: str, *, bare: bool) -> Iterator[tuple[str, str]]:
    for found in _QUOTED.finditer(line):
        yield found["name"], found["value"]
    whole = (_BARE.match(line) or _OF_APP.match(line)) if bare else None
    if whole is not None:
        yield whole["name"], whole["value"]


def telling(name: str) -> bool:
    """Whether a name says that its value is secret: `db_password`, `OPENAI_API_KEY`, not `token_type`."""
    some = words(name)
    if not some:
        return False
    if some[-1] in _SINGLE:
        return some[-1] != "token" or not set(some) & _NOT_TOKENS
    return some[-1] == "key" and len(some) > 1 and some[-2] in _PAIRS


def looks_real(name: str, value: str) -> bool:
    """Whether a value looks as if it was made to be secret: mixed signs, and nothing that only points elsewhere."""
    if value.startswith(_ELSEWHERE) or is_placeholder(value) or any(one in value for one in "(){}<>[]"):
        return False
    if value.isupper() and value.replace("_", "").replace("-", "").isalnum() and "_" in value:
        return False  # the name of a variable
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
    return (
        len(value) >= _LEAST_KEY and not _worded(value) and not (words(name)[-1] == "token" and _HEX.fullmatch(value))
    )


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


class _Places:
    """Where the lines of a document stand; of a notebook, in which cell."""

    def __init__(self, document: Document) -> None:
        self._path = document.path
        cells: Mapping[int, tuple[int, ...]] = RawLines(document.data) if document.path.endswith(".ipynb") else {}
        self._cells = cells

    def at(self, line: int) -> Location:
        """Where a line (from 0) stands."""
        raw = line + 1
        for number in self._cells:
            inside = self._cells[number]
            if raw in inside:
                place = inside.index(raw) + 1
                return Location(self._path, place, end_line=place, cell=number, raw_line=raw)
        return Location(self._path, raw, end_line=raw, raw_line=raw)
