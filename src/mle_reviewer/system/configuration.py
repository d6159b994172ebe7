"""Configuration as values: charts rendered as far as they can be, documents within texts opened, references filled."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.entries import read_entries
from mle_reviewer.program.hcl import read_hcl
from mle_reviewer.program.nested import all_unwrapped
from mle_reviewer.program.prototext import read_prototext
from mle_reviewer.program.templated import is_templated, read_templated
from mle_reviewer.sources.document import Document
from mle_reviewer.system.references import is_deployment_template, referred
from mle_reviewer.system.terraform import entry_of

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.sources.gap import Gap

_LARGEST: Final = 400_000  # bytes; what is larger is data
_CHART: Final = "Chart.yaml"
_MOST_INSIDE: Final = 200  # documents within texts of one file
_TEMPLATE_MARKS: Final = (b"{{", b"{%")


@dataclass(frozen=True, slots=True)
class Unread:
    """A configuration document, or a part of one, that could not be read, and its bytes."""

    gap: Gap
    data: bytes


class Configuration:
    """The YAML, JSON, TOML, HCL and text-protocol documents of one tree, read when they are asked for."""

    def __init__(
        self, paths: Collection[str], read: Callable[[str], Document | None], note: Callable[[Iterable[Gap]], None]
    ) -> None:
        self._read = read
        self._note = note
        self._charts = tuple(
            sorted((path.removesuffix(_CHART) for path in paths if f"/{path}".endswith(f"/{_CHART}")), reverse=True)
        )
        self._paths = paths
        self._values: dict[str, Entry | None] = {}
        self._roots: dict[str, tuple[Entry, ...]] = {}
        self.unread: list[Unread] = []

    def roots(self, path: str) -> tuple[Entry, ...]:
        """The values of a document, one for each document in the file and in the texts that it carries."""
        if path not in self._roots:
            document = self._read(path)
            small = document is not None and len(document.data) <= _LARGEST
            self._roots[path] = self._opened(document) if document is not None and small else ()
        return self._roots[path]

    def chart(self, path: str) -> str | None:
        """The folder of the chart (with its slash) whose template a document is; None for any other."""
        return next((one for one in self._charts if path.startswith(f"{one}templates/")), None)

    def _opened(self, document: Document) -> tuple[Entry, ...]:
        roots, gaps = self._parsed(document)
        self._note(gaps)
        self.unread += [Unread(gap, document.data) for gap in gaps]
        found: list[Entry] = []
        for root in roots:
            whole = referred(root) if is_deployment_template(root) else root
            for one in _listed(whole):
                found.append(one)
                found += _carried(one)
        return tuple(found)

    def _parsed(self, document: Document) -> tuple[tuple[Entry, ...], tuple[Gap, ...]]:
        if document.kind == "hcl":
            configuration, gaps = read_hcl(document)
            return (entry_of(configuration),), gaps
        if document.kind == "prototext":
            message, gaps = read_prototext(document)
            return (() if message is None else (message,)), gaps
        if document.kind != "yaml" or not any(mark in document.data for mark in _TEMPLATE_MARKS):
            return read_entries(document)
        chart = self.chart(document.path)
        if chart is not None:
            return read_templated(document, self._stated(f"{chart}values.yaml"))
        return read_templated(document) if is_templated(document) else read_entries(document)

    def _stated(self, path: str) -> Entry | None:
        """What a chart's own values say."""
        if path not in self._values:
            document = self._read(path) if path in self._paths else None
            roots = read_entries(document)[0] if document is not None and len(document.data) <= _LARGEST else ()
            self._values[path] = roots[0] if len(roots) == 1 else None
        return self._values[path]


def _listed(root: Entry) -> Iterator[Entry]:
    """A document, or the documents that a Kubernetes `List` holds."""
    kind, items = root.get("kind"), root.get("items")
    if kind is not None and kind.value == "List" and items is not None and isinstance(items.value, list):
        yield from items.value
    else:
        yield root


def _carried(root: Entry) -> list[Entry]:
    """The documents that a ConfigMap keeps as texts, and the one that says what a Ray cluster serves."""
    kind, data = root.get("kind"), root.get("data")
    served = root.get("spec", "serveConfigV2")
    if kind is not None and kind.value == "RayService" and served is not None:
        return list(all_unwrapped(served))[:_MOST_INSIDE]
    if kind is None or kind.value != "ConfigMap" or data is None:
        return []
    found = [inner for _name, text in data.items() for inner in all_unwrapped(text)]
    return found[:_MOST_INSIDE]
