"""Effects: what each word of the knowledge vocabulary does to rows, columns and learned statistics."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.effects import models, movement, python, statistics, tables
from mle_reviewer.flow.effects.models import class_made
from mle_reviewer.flow.effects.movement import Effect
from mle_reviewer.flow.effects.python import TEXT_METHODS

EFFECTS: Final[dict[str, Effect]] = {
    **movement.EFFECTS,
    **tables.EFFECTS,
    **statistics.EFFECTS,
    **models.EFFECTS,
    **python.EFFECTS,
}

__all__ = ["EFFECTS", "TEXT_METHODS", "class_made"]
