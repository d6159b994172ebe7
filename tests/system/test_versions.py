"""Statements about versions: which of them have only versions before another one installed."""

from __future__ import annotations

import pytest

from mle_reviewer.program.pins.requirement import Requirement
from mle_reviewer.system.versions import below


@pytest.mark.parametrize(
    ("specifier", "old"),
    [
        ("==2.1.0", True), ("==2.5.*", True), ("==2.6.0", False), (">=2.0.0", False), (">=2.0,<2.6", True),
        (">=2.0,<2.7", False), ("<=2.5.1", True), ("<=2.6", False), ("~=2.1.0", True), ("~=2.1", False),
        ("^2.1", False), ("", False), ("!=2.5", False), ("=2.3", True),
    ],
)  # fmt: skip
def test_only_pins_and_bounds_above_keep_a_version_old(specifier: str, *, old: bool) -> None:
    one = Requirement("torch", specifier, specifier.startswith("="), 1, "requirements.txt", "requirements")
    assert below(one, (2, 6)) is old
