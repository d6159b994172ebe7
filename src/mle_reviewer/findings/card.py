"""What a check says of itself: its card."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Literal


class Severity(IntEnum):
    """How much harm follows in production."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4


class Confidence(IntEnum):
    """How sure the trace makes us. Low confidence never blocks; it is a question to the author."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


Risk = Literal["data leakage", "irreproducible training", "weak eval", "unsafe serving", "missing monitoring", "other"]
Area = Literal["SH", "PF", "ME", "DL", "TR", "EP", "SD", "MI"]


_LEAST_TRUSTED: Final = 10  # findings that were read, before a check is believed: four to nine said little
_LEAST_DOUBTED: Final = 4  # and before it is doubted
_LEAST_WORTH: Final = 0.75  # of those that were read


@dataclass(frozen=True, slots=True)
class Card:
    """A check's metadata; the check's id is its file name with hyphens and is filled in by the registry.

    `items` are ids of the checklist, `tags` the leak tags of the JSON contract, `roles` the knowledge roles that
    it is about, `lane` the review lane it serves, if any.
    `needs` are kinds of acts without one of which the check cannot fire: code that cannot bring any about is not
    followed for it. A check that asks about other acts names them, or nothing at all (then everything is followed).
    A check that `sees` a change is asked what the change did to the acts of base, one that sees a tree what stands in
    it. One that sees a notebook is asked about one after the other: its cells, their order and what they showed.
    One that sees a system is asked about the system map of a tree, one that sees systems about both sides'.
    One that is `about_tests` weighs in full in the tests' folders, where others are notes.
    One of `security` is about what an attacker gets (a credential, personal data, code that runs), beside the model.
    Of one of a lane `read` counts the findings that were read blind, on code that it was not tuned on, of the
    kinds that it still tells: how many were worth it, of how many (ADR 38).
    `items` also name the common blockers that the check is (CB1 to CB9).
    """

    area: Area
    title: str
    items: tuple[str, ...]
    severity: Severity
    risk: Risk
    tags: tuple[str, ...] = ()
    confidence: Confidence = Confidence.HIGH
    roles: tuple[str, ...] = ()
    needs: tuple[str, ...] = ("fit",)
    may_block: bool = True
    lane: str | None = None
    sees: Literal["tree", "change", "notebook", "system", "systems"] = "tree"
    about_tests: bool = False
    security: bool = False
    read: tuple[int, int] = (0, 0)

    @property
    def lead(self) -> bool:
        """Whether what it sees is handed on by its lane, and no finding: so every check of a lane begins.

        Those that follow rows or compare both sides of a change have measures of their own.
        """
        return self._of_lane and not (self.read[1] >= _LEAST_TRUSTED and self._worth_it)

    @property
    def doubted(self) -> bool:
        """Whether readings have shown that it is wrong or pointless too often: then its HIGH is a lead too."""
        return self._of_lane and self.read[1] >= _LEAST_DOUBTED and not self._worth_it

    @property
    def _of_lane(self) -> bool:
        return self.lane is not None and self.sees in {"system", "notebook"}

    @property
    def _worth_it(self) -> bool:
        worth, read = self.read
        return worth >= _LEAST_WORTH * read

    @property
    def of_rows(self) -> bool:
        """Whether it asks what is done to rows and models, in a tree or by a change."""
        return self.sees in {"tree", "change"}
