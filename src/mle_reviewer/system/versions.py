"""Which versions of a package a repository allows, by all that it says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.requirements import states
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.requirements import Requirement
    from mle_reviewer.system.system import System

_AT_LEAST: Final = re.compile(r"(?:===?|~=|>=|\^|~|(?<![<>=!~])=|>)\s*v?(\d[\d.]*)")
_EXACT: Final = re.compile(r"(?:===?|(?<![<>=!~])=)\s*v?(\d[\d.]*)")
_AT_MOST: Final = re.compile(r"(<=|<|~=)\s*v?(\d[\d.]*)")
_BARE: Final = re.compile(r"\s*v?(\d[\d.]*)")
_MOST: Final = 60  # documents


def stated(system: System, package: str) -> list[Requirement]:
    """Every statement about a package in requirements, projects, locks and images, locks first."""
    documents = [path for path in system.paths if tier(path) == "code" and states(path)][:_MOST]
    found = [one for path in documents for one in system.ground.pins(path).of(package)]
    found += [one for install in system.installs for one in install.pins.of(package)]
    return sorted(found, key=lambda one: one.source != "lock")


def lowest(one: Requirement) -> tuple[int, ...] | None:
    """The lowest version that a statement allows; () where it allows any, None where it cannot be told."""
    if not one.specifier.strip():
        return None if one.url else ()
    found = _AT_LEAST.search(one.specifier) or (_BARE.match(one.specifier) if one.exact else None)
    return version(found[1]) if found else ()


def below(one: Requirement, since: tuple[int, ...]) -> bool:
    """Whether every version that a statement allows comes before `since`: a pin, or a bound above. Open ones do not."""
    exact = _EXACT.search(one.specifier) or (_BARE.match(one.specifier) if one.exact else None)
    if exact is not None:
        return version(exact[1])[: len(since)] < since
    for sign, text in _AT_MOST.findall(one.specifier):
        numbers = version(text)
        if sign == "~=":
            numbers = (*numbers[:-2], numbers[-2] + 1) if len(numbers) > 1 else numbers
        if numbers < since or (sign != "<=" and numbers == since):
            return True
    return False


def version(text: str) -> tuple[int, ...]:
    """A version's numbers."""
    return tuple(int(part[:6]) for part in text.strip(".").split(".") if part.isdigit())
