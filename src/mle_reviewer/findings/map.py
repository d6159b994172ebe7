"""The system map: what a machine-learning system is made of, how its parts feed each other, and what is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from mle_reviewer.sources.location import Location

NodeRole = Literal[
    "data source", "dataset", "feature", "pipeline", "split", "training", "evaluation", "metric", "gate", "model",
    "tracker", "registry", "external model", "scoring", "service", "deployment", "record", "signal", "monitor", "alert",
    "dashboard", "runbook",
]  # fmt: skip

# The life cycle, in the order in which a reader follows it; roles of one line stand side by side.
STAGES: Final[tuple[tuple[str, tuple[NodeRole, ...]], ...]] = (
    ("data", ("data source", "dataset", "feature")),
    ("training", ("pipeline", "split", "training")),
    ("evaluation", ("evaluation", "metric", "gate")),
    ("models", ("model", "tracker", "registry", "external model")),
    ("serving", ("scoring", "service", "deployment")),
    ("watching", ("record", "signal", "monitor", "alert", "dashboard", "runbook")),
)


@dataclass(frozen=True, slots=True)
class Node:
    """One part of the system. `model` names the model whose life it belongs to, None where it belongs to none alone."""

    id: str
    role: NodeRole
    name: str
    at: Location
    model: str | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """What one part gives another, and where that is said."""

    source: str
    target: str
    says: str
    at: Location


@dataclass(frozen=True, slots=True)
class Hole:
    """A connection that should be there and was not found: at which node, and which clause says what is missing."""

    node: str
    says: str
    at: Location


@dataclass(frozen=True, slots=True)
class Map:
    """The whole system: nodes in the order of the life cycle, edges between them, and the holes."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    gaps: tuple[Hole, ...] = ()

    def node(self, name: str) -> Node | None:
        """The node with this id."""
        return next((one for one in self.nodes if one.id == name), None)

    @property
    def models(self) -> tuple[str, ...]:
        """The models of the system, in the order of their nodes."""
        return tuple(dict.fromkeys(one.model for one in self.nodes if one.model is not None))


NO_MAP: Final = Map()


def stage_of(role: NodeRole) -> str:
    """The part of the life cycle that a role stands in."""
    return next(stage for stage, roles in STAGES if role in roles)
