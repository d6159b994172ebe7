"""Values that a machine drew, and such as people choose: nothing here opens anything."""

from __future__ import annotations

import pytest

from mle_reviewer.findings.credentials.drawn import is_drawn


def joined(*some: str) -> str:
    """A value that stands nowhere as a whole."""
    return "".join(some)


@pytest.mark.parametrize(
    "value",
    [
        joined("9f86d081884c7d65", "9a2feaa0c55ad015"),
        joined("kQ7zR2mXw", "9TpLs4vBn1"),
        joined("hk_live_", "Zr83kdQ0xLm2Tn7wYb"),
        joined("qzvn rtkw", " xbpf hgld"),
    ],
)
def test_drawn(value: str) -> None:
    assert is_drawn(value)


@pytest.mark.parametrize(
    "value",
    [
        "Winter-2024!",
        "postgres_password_2024",
        "MyDatabasePassword123",
        "aaaaaaaaaaaaaaaa1111",
        "graph_service_dev_pass",
    ],
)
def test_chosen(value: str) -> None:
    assert not is_drawn(value)
