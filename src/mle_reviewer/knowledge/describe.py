"""Reads the parts of one page (calls, slots, attributes) into entries, and notes whatever is unknown or misnamed.

How a page is written, beyond what `vocabulary.py` and `slots.py` list:

* A key may name several things that share an entry: `Ridge, Lasso: {role: estimator}`.
* An entry may be its effect alone (`plot: nothing`); without `call` it takes any arguments.
* A method that its role's protocol or a base has may leave out `effect`: then it keeps effect and slots, and changes
  only what it says. `null` takes such a method away.
* `bases:` names classes of the pages whose methods, attributes and slots a class has too.
* `modules:` in place of `module:` when a name can be imported from several; the first gives the path of the entry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from mle_reviewer.knowledge.entries import CallEntry, freeze
from mle_reviewer.knowledge.page import Keys, Page, Problem
from mle_reviewer.knowledge.signature import ANYTHING, Signature, parse_signature
from mle_reviewer.knowledge.slots import OTHER_SLOTS, PARAMETER_SLOTS, WORDS
from mle_reviewer.knowledge.vocabulary import EFFECTS, LEARNS

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
PATH: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")
# Kept on the page only, for holding it against the library: `since` and `until` (versions), `former` (parameters that
# older versions had), `owner` (the class that really has the method, when `fit` returns an object of another).
HELD_KEYS: Final = frozenset({"since", "until", "former", "owner"})
CALL_KEYS: Final = frozenset({"call", "effect"}) | HELD_KEYS
_ATTRIBUTE_KEYS: Final = frozenset(("effect",))


class Describer:
    """One page being read; `problems` grows, everything returned is a value."""

    slot_names: Final = frozenset(PARAMETER_SLOTS) | frozenset(OTHER_SLOTS)

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[Problem] = []

    def wrong(self, keys: Keys, why: str) -> None:
        """Note a problem at these keys."""
        self.problems.append(self.page.problem(keys, why))

    def known(self, keys: Keys, raw: object, allowed: frozenset[str]) -> None:
        """Note keys that mean nothing here."""
        if not isinstance(raw, Mapping):
            self.wrong(keys, "is a mapping")
            return
        for key in raw:
            if key not in allowed:
                self.wrong((*keys, key), f"unknown key `{key}`")

    def mapping(self, raw: Mapping[str, Any], keys: Keys, name: str) -> Mapping[str, Any]:
        """The mapping under `name`, empty when it is missing."""
        value = raw.get(name)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self.wrong(keys, "is a mapping")
            return {}
        return value

    def texts(self, keys: Keys, form: re.Pattern[str]) -> tuple[str, ...]:
        """One word or a list of words at these keys, each of a form."""
        value: Any = self.page.body
        for key in keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        values = value if isinstance(value, list) else [] if value is None else [value]
        for text in values:
            if not (isinstance(text, str) and form.fullmatch(text)):
                self.wrong(keys, f"`{text}` is not a dotted name")
        return tuple(text for text in values if isinstance(text, str))

    def call(self, keys: Keys, path: str, raw: object, above: CallEntry | None) -> CallEntry | None:
        """A function or method; without `effect` it refines the one `above`, and null takes that away."""
        if raw is None:
            return None
        says: Mapping[str, Any] = {"effect": raw} if isinstance(raw, str) else raw if isinstance(raw, Mapping) else {}
        self.known(keys, says if isinstance(raw, str) else raw, CALL_KEYS | self.slot_names)
        base = above if "effect" not in says else None
        signature = self.signature((*keys, "call"), says.get("call"), base)
        for name in says.get("former") or ():
            if not signature.knows(str(name)):
                self.wrong((*keys, "former"), f"the call has no parameter `{name}`")
        effect = says.get("effect", base.effect if base else None)
        if effect not in EFFECTS:
            self.wrong((*keys, "effect"), f"unknown effect `{effect}`")
        slots = self.slots(keys, says, CALL_KEYS, _entry(path, str(effect), signature, {}))
        call = _entry(path, str(effect), signature, slots)
        return replace(call, slots={**self.fitting(base.slots, call), **slots}) if base else call

    def init(self, keys: Keys, path: str, raw: object) -> CallEntry | None:
        """A constructor: a signature, or a mapping with `call`, slots and an effect of its own (default `make`)."""
        if raw is None:
            return None
        says = {"call": raw} if isinstance(raw, str) else raw
        if isinstance(says, Mapping) and "effect" not in says:
            says = {"effect": "make", **says}
        return self.call(keys, f"{path}.__init__", says, None)

    def attributes(self, keys: Keys, raw: Mapping[str, Any]) -> dict[str, dict[str, object]]:
        """Attributes with what reading them does; a key may list several names, separated by commas."""
        result: dict[str, dict[str, object]] = {}
        for key, value in self.mapping(raw, keys, "attributes").items():
            says = {"effect": value} if isinstance(value, str) else value
            self.known((*keys, key), says, _ATTRIBUTE_KEYS | self.slot_names)
            if not isinstance(says, Mapping) or says.get("effect") not in EFFECTS:
                self.wrong((*keys, key), "needs a known effect")
                continue
            slots = self.slots((*keys, key), says, _ATTRIBUTE_KEYS, _entry("", "", parse_signature("()"), {}))
            result |= {name.strip(): {"effect": says["effect"], **slots} for name in key.split(",")}
        return result

    def signature(self, keys: Keys, text: object, above: CallEntry | None) -> Signature:
        """The signature written here, or the one above, or one that takes anything."""
        if text is None:
            return _signature(above) if above else ANYTHING
        try:
            return parse_signature(str(text))
        except ValueError as error:
            self.wrong(keys, str(error))
            return ANYTHING

    def slots(
        self, keys: Keys, raw: Mapping[str, Any], others: frozenset[str], call: CallEntry | None
    ) -> dict[str, object]:
        """The slots of an entry, each checked against its kind and the signature."""
        signature = _signature(call) if call else parse_signature("()")
        result: dict[str, object] = {}
        for slot, value in raw.items():
            if slot in others or slot not in self.slot_names:
                continue
            result[slot] = freeze(value)
            if slot in PARAMETER_SLOTS:
                why = self.bad_parameter(slot, result[slot], signature)
            else:
                why = self._bad_other(slot, value, signature)
            if why:
                self.wrong((*keys, slot), why)
        return result

    def fitting(self, slots: Mapping[str, object], call: CallEntry | None) -> dict[str, object]:
        """Those inherited slots whose parameters the call still has."""
        signature = _signature(call) if call else parse_signature("()")
        return {slot: value for slot, value in slots.items() if not self.bad_parameter(slot, value, signature)}

    def bad_parameter(self, slot: str, value: object, signature: Signature) -> str | None:
        """Why a value does not fit a parameter slot."""
        if slot not in PARAMETER_SLOTS:
            return None
        if isinstance(value, tuple):
            return next((why for item in value if (why := self.bad_parameter(slot, item, signature))), None)
        if isinstance(value, Mapping):
            return "is a parameter or a constant"
        if isinstance(value, str) and not value.startswith("=") and not signature.knows(value):
            return f"the call has no parameter `{value}`"
        return None

    def _bad_other(self, slot: str, value: object, signature: Signature) -> str | None:
        kind = OTHER_SLOTS[slot][0]
        if kind == "flag":
            return None if isinstance(value, bool) else "is true or false"
        if kind == "word":
            return bad_word(slot, value)
        items = value if isinstance(value, list) else [value]
        if kind == "words":
            return None if all(isinstance(item, str) for item in items) else "is a list of words"
        if kind == "type":
            sound = all(isinstance(item, str) and PATH.fullmatch(item) for item in items)
            return None if sound else "is a dotted class"
        if not isinstance(value, Mapping):
            return "is a mapping of parameters"
        named = value.values() if slot == "renamed" else value
        unknown = [name for name in named if not (isinstance(name, str) and signature.knows(name))]
        return f"the call has no parameter `{unknown[0]}`" if unknown else None

    def word(self, keys: Keys, slot: str, value: object) -> None:
        """Note a word that its slot does not have; nothing said is fine."""
        why = None if value is None else bad_word(slot, value)
        if why:
            self.wrong(keys, why)


def bad_word(slot: str, value: object) -> str | None:
    """Why a word is not one of its slot's."""
    allowed = LEARNS.keys() if slot == "learns" else WORDS[slot]
    return None if value in allowed else f"`{value}` is not one of {', '.join(sorted(allowed))}"


def _signature(call: CallEntry) -> Signature:
    return Signature(call.params, call.keywords, call.star, call.kwargs, call.defaults, frozenset())


def _entry(path: str, effect: str, signature: Signature, slots: dict[str, object]) -> CallEntry:
    return CallEntry(
        path, effect, signature.params, signature.star, signature.kwargs, signature.defaults, slots, signature.keywords
    )
