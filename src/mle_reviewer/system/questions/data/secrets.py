"""Credentials that stand in the documents of a tree: which are searched, what of them counts, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.credentials import Proof, digest
from mle_reviewer.program.cell_places import RawLines
from mle_reviewer.program.printed_tables import without_images
from mle_reviewer.sources.document import TEXT_KINDS, kind_of
from mle_reviewer.sources.location import Location
from mle_reviewer.system.charts import taken_over
from mle_reviewer.system.questions.data.collected import is_collected
from mle_reviewer.system.questions.data.searching import searched
from mle_reviewer.system.questions.data.secret_allowed import Allowed, allowed_by
from mle_reviewer.system.questions.data.secret_comments import is_commented
from mle_reviewer.system.questions.data.secret_local import of_own_machine
from mle_reviewer.system.questions.data.secret_once import is_for_once
from mle_reviewer.system.questions.data.secret_records import of_unread_record
from mle_reviewer.system.questions.data.secret_texts import Credential, credentials
from mle_reviewer.system.questions.data.secret_tries import tried_out
from mle_reviewer.system.questions.data.secret_usage import is_usage
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mle_reviewer.sources.document import Document
    from mle_reviewer.system.system import System

_MOST: Final = 20  # of one document
_OTHER: Final = (
    ".cfg", ".ini", ".conf", ".properties", ".groovy", "jenkinsfile", ".js", ".ts", ".jsx", ".tsx", ".vue", ".txt",
    ".r", ".rmd", ".qmd", ".scala", ".java", ".kt", ".go", ".rb", ".php", ".cs", ".jl", ".rst", ".html", ".htm", ".xml",
    ".log", ".csv", ".tsv", ".jsonl", ".ndjson", ".pem", ".key", ".ps1", ".bat", ".env", ".jinja", ".j2", ".tex",
    ".prompt", ".npmrc", ".pypirc", ".netrc", ".pgpass", ".git-credentials", ".dockercfg", ".service", ".proto", ".pub",
)  # fmt: skip
_PROGRAM_KINDS: Final = frozenset({"python", "notebook", "shell"})
_PROGRAMS: Final = (
    ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".vue", ".r", ".rmd", ".qmd", ".scala", ".java", ".kt", ".go", ".rb",
    ".php", ".cs", ".jl", ".ps1", ".bat", ".groovy",
)  # fmt: skip
_SIGNS_UP: Final = re.compile(r"/(?:register|sign-?up)\b", re.IGNORECASE)
_OF_ACCOUNT: Final = 2  # lines of one account on either side
_NOBODY: Final = re.compile(  # domains that are reserved for examples
    r"@(?:[a-z0-9-]{1,40}\.)?example\.(?:com|org|net)\b|@[a-z0-9.-]{1,60}\.(?:test|example|invalid)\b", re.IGNORECASE
)
_OF_COMMAND: Final = 5  # lines of one command that are looked at
_LOCKS: Final = (".lock", "lock.json", "lock.yaml", "lock.yml", ".ipynb_checkpoints", ".sum")
_FORMS: Final = re.compile(
    r"example|sample|template|\.dist$|\.tpl$|\.j2$|(?:^|[./_-])(?:tests?|mock|fixtures?)(?:[./_-]|$)"
)
_ENV: Final = re.compile(r"(?:^|/)\.env(?:\.[a-z]+)?$")
_ALONE: Final = re.compile(
    r"(?:^|/)\.?(?:[a-z0-9]{1,20}[_-])?(?:api|secret|access|private)[_-]?(?:key|token)(?:\.txt)?$"
)
_LEAST_FILE: Final = 24
_LONGEST: Final = 500
_ABOVE: Final = 30  # lines that an example may begin before
_EXAMPLE: Final = re.compile(r"[\"']?\b(?:examples?|json_schema_extra|schema_extra)\b[\"']?\s{0,4}[:=]")
_BESIDE: Final = 8  # lines of one block that are looked at around a key
_OWN_MACHINE: Final = re.compile(
    r"\s{0,60}(?:-[ \t]{1,8})?(?:export[ \t]{1,8})?[\"']?(?P<name>[a-z_][a-z0-9_]{0,60}endpoint[a-z0-9_]{0,20})[\"']?"
    r"[ \t]{0,8}[:=][ \t]{0,8}[\"']?https?://(?:localhost|127\.0\.0\.1)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Secret:
    """A credential in a document: what it is, where, how it may be shown, the name it stands under, and who knows it.

    `known` says what has been accepted about it, "" where nobody has. `same` is what two places of one value have in
    common, `value` is what is secret of it, `literal` that of what stands under a name; none of them ever leaves.
    `collected` says that the document is one of a mass of texts, `local` that it is the password of a service on one's
    own machine.
    """

    about: str
    proof: Proof
    at: Location
    masked: str
    name: str = ""
    known: str = ""
    same: str = field(default="", repr=False)
    literal: str = field(default="", repr=False)
    value: str = field(default="", repr=False)
    collected: bool = False
    local: bool = False


def secrets(system: System) -> Iterator[Secret]:
    """The credentials of a tree, each place once; tests, examples, forms to fill in and locks are left out."""
    others = taken_over(system.paths)  # what a chart brings along is public
    ours = (path for path in system.paths if tier(path) in {"code", "docs"} and not path.startswith(others))
    paths = [path for path in ours if _is_searched(path)]
    allowed = allowed_by(system)
    for document in searched(system, paths):
        if b"\0" not in document.data[:4_000]:
            yield from _of(system, document, allowed)


def is_form(path: str) -> bool:
    """Whether a document is named as an example or a form to fill in."""
    return bool(_FORMS.search(path.lower()))


def _is_searched(path: str) -> bool:
    return is_text(path) and not is_form(path)


def is_text(path: str) -> bool:
    """Whether a document is written by people or for them, so that a credential may stand in it."""
    lower = path.lower()
    if lower.endswith(_LOCKS):
        return False
    return (
        kind_of(path) in TEXT_KINDS or lower.endswith(_OTHER) or bool(_ENV.search(lower)) or bool(_ALONE.search(lower))
    )


def is_env(path: str) -> bool:
    """Whether a file holds settings of an environment: `.env`, `.env.production`, and no form of one."""
    return bool(_ENV.search(path.lower())) and not _FORMS.search(path.lower())


def is_program(path: str) -> bool:
    """Whether a document is a program, and no settings, data or text."""
    return kind_of(path) in _PROGRAM_KINDS or path.lower().endswith(_PROGRAMS)


def _of(system: System, document: Document, allowed: Allowed) -> Iterator[Secret]:
    text = document.data.decode("utf-8", "replace")
    if document.kind == "notebook":
        text = without_images(text)
    if _ALONE.search(document.path.lower()):
        yield from _of_its_own(document, text.split("\n"))
        return
    lines: Sequence[str] = ()
    places: _Places | None = None
    found = 0
    for one in credentials(text, document.path):
        if one.proof == "named" and tier(document.path) != "code":
            continue
        lines = lines or text.split("\n")
        if one.name and is_commented(document.path, text, one.start, lines[one.line]):
            continue
        known = allowed.of(document.path, one, lines)
        if known is None or (one.proof == "named" and _is_dummy(lines, one)):
            continue
        value = text[one.start : one.end]
        if one.proof == "named" and (
            is_usage(document.path, lines, one.line)
            or tried_out(system, document.path, value)
            or is_for_once(system, document.path, one.name, value)
            or of_unread_record(system, document.path, one.name, value)
            or (is_program(document.path) and _signed_up(lines, value))
        ):
            continue
        found += 1
        if found > _MOST:
            return
        places = places or _Places(document)
        literal = value if one.name else ""  # the password of an address opens what the address names
        yield Secret(
            one.about,
            one.proof,
            places.at(one.line),
            one.masked,
            one.name,
            known,
            digest(value),
            literal,
            value,
            is_collected(system, document.path),
            is_env(document.path) and bool(one.name) and of_own_machine(system, lines, one.name, value),
        )


def _is_dummy(lines: Sequence[str], one: Credential) -> bool:
    """Whether a literal belongs to an example, to somebody invented, or opens only what runs on one's own machine."""
    return _shown(lines, one.line) or _emulated(lines, one.line, one.name) or _invented(lines, one.line)


def _signed_up(lines: Sequence[str], value: str) -> bool:
    """Whether a script signs somebody up with a password: it opens an account of its own making."""
    return any(
        value in line and _SIGNS_UP.search("\n".join(lines[max(number - _OF_COMMAND + 1, 0) : number + 1]))
        for number, line in enumerate(lines)
    )


def _of_its_own(document: Document, lines: Sequence[str]) -> Iterator[Secret]:
    """A file that is called a key and holds one long text: it is the key."""
    value, rest = lines[0].strip(), "".join(lines[1:]).strip()
    name = document.path.rpartition("/")[2].lstrip(".").removesuffix(".txt")
    mixed = any(one.isdigit() for one in value) and value.lower() != value and value.upper() != value
    if not rest and _LEAST_FILE <= len(value) <= _LONGEST and mixed and re.fullmatch(r"[\w.+/=-]+", value):
        yield Secret(
            f"the key that the file `{name}` is",
            "named",
            Location(document.path, 1, raw_line=1),
            "***",
            name,
            same=digest(value),
        )


def _shown(lines: Sequence[str], number: int) -> bool:
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


def _emulated(lines: Sequence[str], number: int, name: str) -> bool:
    """Whether a key stands beside the address of a service on one's own machine: there it opens nothing else."""
    mark = name.partition("_")[0].lower() + "_"
    for step in (-1, 1):
        place = number + step
        while 0 <= place < len(lines) and abs(place - number) <= _BESIDE and lines[place].strip():
            if (said := _OWN_MACHINE.match(lines[place])) is not None and said["name"].lower().startswith(mark):
                return True
            place += step
    return False


def _invented(lines: Sequence[str], number: int) -> bool:
    """Whether a literal stands beside an address that nobody can have: the password of an account for show."""
    near = lines[max(number - _OF_ACCOUNT, 0) : number + _OF_ACCOUNT + 1]
    return any(_NOBODY.search(line) for line in near)


class _Places:
    """Where the lines of a document stand; of a notebook, in which cell."""

    def __init__(self, document: Document) -> None:
        self._path = document.path
        self._cells = RawLines(document.data) if document.kind == "notebook" else None

    def at(self, line: int) -> Location:
        """Where a line (from 0) stands; what a cell printed stands at its first line."""
        raw = line + 1
        cell = self._cells.around(raw) if self._cells is not None else None
        if self._cells is None or cell is None:
            return Location(self._path, raw, end_line=raw, raw_line=raw)
        inside = self._cells[cell]
        place = inside.index(raw) + 1 if raw in inside else 1
        return Location(self._path, place, end_line=place, cell=cell, raw_line=raw)
