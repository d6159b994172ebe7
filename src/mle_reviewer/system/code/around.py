"""The names of a function, as functions that are defined in it see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mle_reviewer.system.code.following import Follower
    from mle_reviewer.system.code.terms import Term


class Around(Mapping[str, "Term"]):
    """The names of a function as they stand: each branch leaves the follower another set of them."""

    def __init__(self, follower: Follower) -> None:
        self._follower: Follower | None = follower
        self._settled: Mapping[str, Term] = {}

    def settle(self) -> None:
        """Keeps the names of the end alone."""
        self._settled, self._follower = self._names, None

    @property
    def _names(self) -> Mapping[str, Term]:
        return self._settled if self._follower is None else self._follower.env

    def __getitem__(self, name: str) -> Term:
        return self._names[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
