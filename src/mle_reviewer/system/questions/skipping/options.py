"""Calls whose parameters say that what does not fit is left out or made missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.code.terms import Const, Lib, Term

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign


def said(sign: Sign, slot: str = "skips") -> str | None:
    """The parameter and value by which a call leaves out what does not fit (`on_bad_lines="skip"`); None for none."""
    pair = sign.entry.slots.get("pair")
    if isinstance(pair, str):
        key, _, value = pair.removeprefix("=").partition(":")
        words = [_constant(one) for one in sign.call.args[:2]]
        same = len(words) == 2 and str(words[0]).lower() == key and str(words[1]).upper() == value.upper()  # noqa: PLR2004
        return f'{key}="{value}"' if same else None
    for one in sign.entry.slots.get(slot) or ():
        name, _, value = one.removeprefix("=").partition(":")
        params = sign.entry.params
        given = sign.call.given(name, params.index(name) if name in params else None)
        if given is None and sign.entry.slots.get("default") == "=skips":
            return f"{name}={value}"
        found = _constant(given)
        if found is not None and str(found).lower() == value.lower():
            return f'{name}="{value}"' if isinstance(found, str) else f"{name}={value}"
    return None


def _constant(term: Term | None) -> object:
    """A constant, or the last word of a constant of a library (`TriggerRule.ALL_DONE`)."""
    if isinstance(term, Lib):
        return term.path.rpartition(".")[2].lower()
    return term.value if isinstance(term, Const) else None
