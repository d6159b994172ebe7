"""What is stated of a data set beside contracts: on pages, by digests, by checks of its keys, in tables and models."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.knowledge import data_words, headings
from mle_reviewer.knowledge.measures import words
from mle_reviewer.sources.location import Location
from mle_reviewer.system.questions.data.querying import dbt_models
from mle_reviewer.system.questions.data.refusing import refusals
from mle_reviewer.system.questions.learning.run_data import versions
from mle_reviewer.system.questions.learning.training import trained_constants
from mle_reviewer.system.questions.pages.prose import spoken_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.questions.pages.prose import Statement
    from mle_reviewer.system.system import System

_MOST: Final = 2  # statements of one kind
_DATA: Final = frozenset({
    "data", "dataset", "datasets", "contract", "contracts", "dictionary", "target", "label",
    "labels", "provenance", "grain", "données", "datos", "dados", "daten", "datensatz",
    "cible", "variables", "card", "problem", "split", "splits", "leakage",
})  # fmt: skip
_ASIDE: Final = frozenset({
    "adr", "plan", "plans", "planning", "runbook", "runbooks", "operations", "api", "changelog", "roadmap", "tests",
    "audit", "prompts", "incident", "incidents", "security", "infra",
    "infrastructure", "grafana", "deployment", "decisions", "completion", "profile",
})  # fmt: skip
_LOGS: Final = frozenset({"log", "logs", "prediction", "predictions", "audit", "history"})
_DEEPEST: Final = 4
_LARGEST: Final = 200_000
_DIGESTS: Final = ("sha256", "md5", "sha1", "checksum", "digest")
_TABLES: Final = (".csv", ".parquet", ".jsonl", ".tsv", ".xlsx", ".feather", ".txt", ".zip", ".gz", ".arff")
_KEYED: Final = re.compile(r"unique_key\s{0,5}=\s{0,5}(\[[^\[\]]{1,200}\]|'[^'\n]{1,80}'|\"[^\"\n]{1,80}\")")
_CREATED: Final = re.compile(
    r"\bcreate\s{1,5}table\s{1,5}(?:if\s{1,5}not\s{1,5}exists\s{1,5})?([\w.\"`]{1,120})\s{0,5}\(", re.IGNORECASE
)
_PRIMARY: Final = re.compile(r"\bprimary\s{1,5}key\b", re.IGNORECASE)


Stated = tuple[Literal["key", "time", "version"], str, Location]


def stated(system: System) -> Iterator[Stated]:
    """Which aspect (key, time, version) is stated, in which words, and where."""
    yield from _on_pages(system)
    yield from _unique(system)
    yield from _in_models(system)
    yield from _in_tables(system)
    for found in versions(system):
        yield "version", found.says, found.at
    yield from _in_manifests(system)


def _on_pages(system: System) -> Iterator[Stated]:
    kinds: tuple[tuple[Literal["key", "time"], tuple[str, ...], str], ...]
    kinds = (
        ("key", data_words.ROWS, "a page says what a row is"),
        ("time", data_words.MOMENTS, "a page says when things are known"),
    )
    for aspect, phrases, says in kinds:
        spoken = [one for one in spoken_of(system, phrases) if plain(one) and _on_data(one)]
        for one in spoken[:_MOST]:
            at, said = told(one, phrases)
            yield aspect, f"{says}: {said}", at


def _on_data(one: Statement) -> bool:
    """Whether a statement stands on a page, or under a heading, on data."""
    around = (*words(posixpath.splitext(one.path)[0]), *(word for title in one.under for word in title.split()))
    return bool(_DATA & set(around))


def plain(one: Statement) -> bool:
    """Whether a statement says what is, not what is meant to be, and not on a page of decisions or of operations."""
    return (
        not one.links
        and not headings.tells(one.said, data_words.MEANT)
        and not _ASIDE & set(words(posixpath.splitext(one.path)[0]))
    )


def told(one: Statement, phrases: tuple[str, ...]) -> tuple[Location, str]:
    """The line of a statement on which a phrase stands, and its words."""
    for number, line in enumerate(one.text.split("\n")):
        if headings.tells(headings.spoken(line), phrases):
            return _at(one.path, one.line + number), replace(one, text=line).brief
    return one.at_words(phrases)


def _unique(system: System) -> Iterator[Stated]:
    for one in refusals(system):
        if one.unique:
            says = f"rows whose key stands twice end the run (`{one.routine.name or one.routine.path}`)"
            yield "key", says, system.at(one.routine, one.pos)


def _in_models(system: System) -> Iterator[Stated]:
    for path, text in dbt_models(system):
        found = _KEYED.search(text)
        if found is not None:
            at = _line(path, text, found.start())
            yield "key", f"rows are known by `{' '.join(found[1].split())}` (dbt)", at


def _in_tables(system: System) -> Iterator[Stated]:
    """Tables with a primary key that training takes rows from, by their names."""
    asked = " ".join(one for one in trained_constants(system) if "select" in one.lower())
    for path in system.paths if asked else ():
        document = system.document(path) if path.endswith(".sql") and tier(path) == "code" else None
        if document is None or len(document.data) > _LARGEST:
            continue
        text = document.data.decode("utf-8", "replace")
        starts = list(_CREATED.finditer(text))
        for number, one in enumerate(starts):
            end = starts[number + 1].start() if number + 1 < len(starts) else len(text)
            name = one[1].strip('"`').rpartition(".")[2]
            if (
                _PRIMARY.search(text, one.end(), end)
                and not _LOGS & set(words(name))
                and re.search(rf"\b{re.escape(name)}\b", asked)
            ):
                yield "key", f"`{name}`, which is read, has a primary key", _line(path, text, one.start())


def _in_manifests(system: System) -> Iterator[Stated]:
    """Documents that state digests of tables: manifests of data."""
    for path in system.of_kind("json", "yaml"):
        some = set(words(path))
        if tier(path) != "code" or not some & {"manifest", "checksums", "checksum", "data", "dataset"}:
            continue
        document = system.document(path)
        if (
            document is None
            or len(document.data) > _LARGEST
            or not any(one.encode() in document.data for one in _DIGESTS)
        ):
            continue
        for root in system.roots(path):
            for key, entry in _entries(root):
                inner = {name for name, _ in entry.items()}
                if key.lower().endswith(_TABLES) and inner & set(_DIGESTS):
                    yield "version", f"a digest of `{posixpath.basename(key)}` is stated", _at(path, entry.line)
                    return


def _entries(root: Entry, depth: int = 0) -> Iterator[tuple[str, Entry]]:
    for key, entry in root.items() if depth < _DEEPEST else ():
        yield key, entry
        yield from _entries(entry, depth + 1)


def _line(path: str, text: str, pos: int) -> Location:
    return _at(path, text.count("\n", 0, pos) + 1)


def _at(path: str, line: int) -> Location:
    return Location(path, line, raw_line=line)
