"""Shapes: which of their fields are held to a type, and which texts may be any."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.questions.serving.shapes import open_values, typed_of
from tests.system.systems import system_of

_SHAPES = """
from typing import Any, Dict

from pydantic import BaseModel, Field


class Asked(BaseModel):
    features: Dict[str, Any]
    customer: Any
    amount: float


class Home(BaseModel):
    kind: str
    state: str = Field(pattern="^(new|old)$")
    home_id: str
    rooms: int = Field(ge=0)
"""


def test_a_field_of_anything_is_held_to_no_type(tmp_path: Path) -> None:
    system = system_of(tmp_path, {"shapes.py": _SHAPES})
    assert typed_of(system, OwnThing("shapes.py", "Asked", "class", 0)) == ("amount",)


def test_a_text_beside_numbers_is_a_category_unless_it_is_an_id_or_held_to_a_set(tmp_path: Path) -> None:
    system = system_of(tmp_path, {"shapes.py": _SHAPES})
    found = [name for name, _ in open_values(system, OwnThing("shapes.py", "Home", "class", 1))]
    assert found == ["kind"]
