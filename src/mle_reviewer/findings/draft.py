"""What is known of a system before a team declares anything: its models, datasets and metrics, and what is there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelDraft:
    """A model: its artifact, and the documents that train and serve it, "" where that is not known."""

    name: str
    artifact: str
    trained_by: str
    served_by: str


@dataclass(frozen=True, slots=True)
class DataDraft:
    """A dataset that training reads: a name for its contract, where it is, where it is read, and its columns."""

    name: str
    path: str
    read_at: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MetricDraft:
    """A metric that is worked out, where, and whether more of it is better."""

    key: str
    at: str
    higher: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """All that is known. `has_note`, `has_gates` and `has_table` are the documents that declare these already."""

    models: tuple[ModelDraft, ...] = ()
    data: tuple[DataDraft, ...] = ()
    metrics: tuple[MetricDraft, ...] = ()
    reports: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    runbooks: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    next_note: int = 1
    has_note: str = ""
    has_gates: str = ""
    has_table: str = ""
