"""The words for severities, confidences and risks, as reports print them and policies write them."""

from __future__ import annotations

from typing import Final, get_args

from mle_reviewer.findings.card import Confidence, Risk, Severity
from mle_reviewer.findings.finding import Scope

RISKS: Final[tuple[Risk, ...]] = get_args(Risk)
SEVERITIES: Final[dict[str, Severity]] = {severity.name.lower(): severity for severity in reversed(Severity)}
CONFIDENCES: Final[dict[Confidence, str]] = {confidence: confidence.name.lower() for confidence in Confidence}

# Findings of these scopes decide; pre-existing ones are only listed.
DECIDING: Final[frozenset[Scope]] = frozenset({"introduced", "worsened", "present"})


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 finding`, `3 findings`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
