"""What the system of a tree already tells of the declarations that a team could make, for templates to begin with."""

from __future__ import annotations

import csv
import posixpath
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.draft import DataDraft, Draft, MetricDraft, ModelDraft
from mle_reviewer.knowledge.measures import better
from mle_reviewer.sources.gap import Gap
from mle_reviewer.system.declared import FILE, table
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.findings.map import Map, Node
    from mle_reviewer.system.system import System

_UNREACHED: Final = "what starts it"
_TABLES: Final = (".csv", ".tsv")
_MOST: Final = 5  # of each kind: a template is read by people
_MOST_COLUMNS: Final = 60
_LONGEST_NAME: Final = 60
_HEADER: Final = 20_000  # bytes
_REPORTS: Final = (".json", ".yaml", ".yml")
_NUMBER: Final = re.compile(r"(?:^|/)iterations/(\d{1,6})[^/]*\.md$")


def draft_of(system: System, drawn: Map) -> Draft:
    """What the map and the documents of a system know."""
    named = [one for one in drawn.nodes if tier(one.at.path) in {"code", "docs"}]
    notes = [one.path for one in system.notes if one.kind == "iteration"]
    numbers = [int(found[1]) for path in system.paths if (found := _NUMBER.search(path))]
    gates = system.manifests.get("gates", ())
    known = table(system)
    return Draft(
        models=tuple(_model(drawn, one) for one in drawn.models[:_MOST]),
        data=tuple(_data(system, drawn)),
        metrics=_metrics(named),
        reports=_each(one.name for one in named if one.role == "metric" and one.name.endswith(_REPORTS)),
        alerts=_each(one.at.path for one in named if one.role == "alert"),
        runbooks=_each(one.at.path for one in named if one.role == "runbook" and one.at.path.endswith(".md")),
        cards=_each(one.path for one in system.notes if one.kind == "model card"),
        next_note=max(numbers, default=0) + 1,
        has_note=notes[-1] if notes else "",
        has_gates=gates[0].path if gates else "",
        has_table=known[0] if known is not None else FILE if FILE in system.paths else "",
    )


def _each(some: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(some))[:_MOST]


def _model(drawn: Map, name: str) -> ModelDraft:
    of = [one for one in drawn.nodes if one.model == name]
    artifact = next((one.name for one in of if one.role == "model"), name)
    short = posixpath.basename(artifact).partition(".")[0] or name
    return ModelDraft(short, artifact, _document(of, "training", "pipeline"), _document(of, "service", "scoring"))


def _document(nodes: list[Node], *roles: str) -> str:
    """The document of the first node in the first of these roles that has one, which something starts."""
    for role in roles:
        for one in nodes:
            if one.role == role and _UNREACHED not in one.says and one.name == one.at.path:
                return one.name
    return ""


def _data(system: System, drawn: Map) -> list[DataDraft]:
    trains = {one.id for one in drawn.nodes if one.role == "training"}
    nodes = [one for one in drawn.nodes if one.role in {"dataset", "data source"} and one.name.strip("*?/ ")]
    read = {edge.source: edge for edge in drawn.edges if edge.target in trains}
    found: dict[str, DataDraft] = {}
    for one in [node for node in nodes if node.id in read] or nodes:
        name = _slug(one.name)
        at = read[one.id].at if one.id in read else one.at
        if name and name not in found and len(found) < _MOST:
            found[name] = DataDraft(name, one.name, f"{at.path}:{at.line}", _columns(system, one.name))
    return list(found.values())


def _slug(path: str) -> str:
    """A name for files: the last part of a path or of a table's name, without its ending."""
    last = posixpath.basename(path.rstrip("/")) or path
    stem = last.partition(".")[0] if "/" in path or last.endswith((*_TABLES, ".parquet", ".json")) else last
    return re.sub(r"[^a-z0-9_]+", "-", stem.lower())[:_LONGEST_NAME].strip("-")


def _columns(system: System, path: str) -> tuple[str, ...]:
    """The header of a table that is kept with the code; () where there is none, or it is no list of names."""
    if path not in system.paths or not path.endswith(_TABLES):
        return ()
    document = system.reader.tree.read(path)
    if isinstance(document, Gap):
        return ()
    line = document.data[:_HEADER].decode("utf-8-sig", "replace").partition("\n")[0].rstrip("\r")
    names = next(csv.reader([line], delimiter="\t" if path.endswith(".tsv") else ","), [])
    good = all(one.isprintable() and 0 < len(one) <= _LONGEST_NAME and not _is_value(one) for one in names)
    return tuple(names) if good and 1 < len(names) <= _MOST_COLUMNS and len(set(names)) == len(names) else ()


def _is_value(name: str) -> bool:
    return not any(one.isalpha() for one in name) or "�" in name


def _metrics(nodes: list[Node]) -> tuple[MetricDraft, ...]:
    found: dict[str, MetricDraft] = {}
    for one in nodes:
        key = re.sub(r"[^a-z0-9]+", "_", one.name.rpartition(".")[2].lower()).strip("_").removesuffix("_score")
        if one.role == "metric" and not one.name.endswith(_REPORTS) and (way := better(one.name)):
            found.setdefault(key, MetricDraft(key, f"{one.at.path}:{one.at.line}", way == "higher"))
    return tuple(found.values())[:_MOST]
