"""Credentials of a tree that its owner has to keep, each with what it opens at most."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.questions.data.secrets.found import secrets
from mle_reviewer.system.questions.data.secrets.objects import secret_objects
from mle_reviewer.system.questions.data.secrets.published import unpublished
from mle_reviewer.system.questions.data.secrets.signing_in import public_halves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mle_reviewer.system.questions.data.secrets.secret import Secret
    from mle_reviewer.system.system import System

_UUID: Final = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_RECORDS: Final = 10  # values under one name in one document, which are data then


def kept(system: System) -> list[Secret]:
    """The credentials without published ones and public halves that stand alone, each with what it opens at most.

    What one place says of a practice ground or a page holds wherever the value stands; of one's own machine it holds in
    the same document alone, since elsewhere the same words may guard more. Beside its secret half a public one is
    revoked too. Values of one name by the dozen, and numbers of rows that are called tokens, are data.
    """
    found = _all(system)
    public = public_halves(system, found)
    secret = {one.at.path for one in found if one.name and one.value not in public}
    some = [one for one in found if not one.name or one.value not in public or one.at.path in secret]
    own = {(one.at.path, one.same) for one in some if one.opens == "own machine"}
    little = {one.same: one.opens for one in some if one.opens in {"practice", "page"}}
    named = Counter((path, name) for path, name, _same in {(one.at.path, one.name, one.same) for one in some})
    return [
        replace(
            one,
            opens="own machine" if (one.at.path, one.same) in own else little.get(one.same, "all"),
            collected=one.collected or _is_number(one) or bool(one.name and named[one.at.path, one.name] >= _RECORDS),
        )
        for one in some
    ]


def _all(system: System) -> Sequence[Secret]:
    known = list(secrets(system))
    lines = {(one.at.path, one.at.line) for one in known}
    held = (one for one in secret_objects(system) if (one.at.path, one.at.line) not in lines)
    return unpublished(system, (*known, *held))


def _is_number(one: Secret) -> bool:
    """Whether a token is as likely the number of a row, a batch or a visit."""
    return one.name.lower().endswith("token") and _UUID.fullmatch(one.value) is not None
