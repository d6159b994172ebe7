"""Boosted trees as their own libraries store them, in JSON, UBJSON, text and CatBoost's form: no code, only figures."""

from __future__ import annotations

import re
import struct
from typing import Any, Final

from mle_reviewer.knowledge.stored_models import WRITERS
from mle_reviewer.probes.contents import Contents
from mle_reviewer.probes.declared import read_json
from mle_reviewer.probes.limits import Budget, UnreadError
from mle_reviewer.probes.notes import Notes

CATBOOST: Final = b"CBM1"
LIGHTGBM: Final = b"tree\n"
_JSON: Final = re.compile(rb'\s*\{\s*"(?:learner|version)"\s*:')
_UBJSON: Final = re.compile(rb"\{[LliIU]\x00{0,7}[\x01-\x40](?:learner|version)")
_NUMBERS: Final = {"i": "b", "U": "B", "I": "h", "l": "i", "L": "q", "d": "f", "D": "d"}
_CONSTANTS: Final = {"Z": None, "T": True, "F": False}
_DEEPEST: Final = 40
_HEAD: Final = 200_000  # bytes of a text in which names stand, in front of the trees
_LINE: Final = re.compile(rb"^(version|feature_names|objective)=(.*)$", re.MULTILINE)
_WRITTEN_BY: Final = re.compile(rb"catboost_version_info.{0,16}?CatBoost[^\x00]{0,40}?(\d+\.\d+(?:\.\d+)*)", re.DOTALL)
_SHORT: Final = 64


def read_booster(data: bytes, notes: Notes, budget: Budget) -> str:
    """Notes what a stored booster says; "" where these bytes are none."""
    if _JSON.match(data[:_SHORT]):
        return _learner(read_json(data), notes)
    if _UBJSON.match(data[:_SHORT]):
        return _learner(_Binary(data, budget).value("{", 0, 1), notes)
    if data.startswith(LIGHTGBM):
        said = {key: value.decode("utf-8", "replace").strip() for key, value in _LINE.findall(data[:_HEAD])}
        names = tuple(said.get(b"feature_names", "").split())[:1000]
        notes.contents = Contents("lightgbm.Booster", (), "", names, "")  # its `version` is that of the form
        return "lightgbm"
    if data.startswith(CATBOOST):
        found = _WRITTEN_BY.search(data)
        notes.contents = Contents("catboost.CatBoost", (), found[1].decode() if found else "", (), "catboost")
        return "catboost"
    return ""


def _learner(model: Any, notes: Notes) -> str:
    learner = model.get("learner") if isinstance(model, dict) else None
    if not isinstance(learner, dict):
        return ""
    version = model.get("version")
    numbers = version if isinstance(version, list) and all(isinstance(one, int) for one in version) else []
    names = learner.get("feature_names")
    features = tuple(str(one) for one in names[:1000]) if isinstance(names, list) else ()
    notes.contents = Contents(
        "xgboost.Booster", (), ".".join(str(one) for one in numbers), features, WRITERS["xgboost"]
    )
    return "xgboost"


class _Binary:
    """A reader of UBJSON, as xgboost writes it; of arrays of numbers only that they are there."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self.data = data
        self.budget = budget
        self.at = 0

    def value(self, mark: str, depth: int, at: int = -1) -> Any:
        """The value of a kind, which begins at `at` or behind what was read."""
        self.at = at if at >= 0 else self.at
        self.budget.step()
        if depth > _DEEPEST:
            raise UnreadError("values inside values, deeper than is read")
        if mark in _CONSTANTS:
            return _CONSTANTS[mark]
        if mark in _NUMBERS:
            return self._number(_NUMBERS[mark])
        if mark in {"S", "H"}:
            return self._text()
        if mark == "C":
            return self._taken(1).decode("latin-1")
        if mark == "[":
            return self._list(depth)
        if mark == "{":
            return self._pairs(depth)
        raise UnreadError("a value of no known kind")

    def _list(self, depth: int) -> list[Any]:
        kind, count = self._typed()
        if kind in _NUMBERS:
            self._taken(count * struct.calcsize(">" + _NUMBERS[kind]))
            return []
        found: list[Any] = []
        while count < 0 or len(found) < count:
            mark = kind or self._mark()
            if mark == "]":
                break
            found.append(self.value(mark, depth + 1))
        return found

    def _pairs(self, depth: int) -> dict[str, Any]:
        kind, count = self._typed()
        found: dict[str, Any] = {}
        seen = 0
        while count < 0 or seen < count:
            if count < 0 and self.data[self.at : self.at + 1] == b"}":
                self.at += 1
                break
            key = self._text()
            found[key] = self.value(kind or self._mark(), depth + 1)
            seen += 1
        return found

    def _typed(self) -> tuple[str, int]:
        """The kind of a container's values and how many there are; "" and -1 where it does not say."""
        kind, count = "", -1
        if self.data[self.at : self.at + 1] == b"$":
            self.at += 1
            kind = self._mark()
        if self.data[self.at : self.at + 1] == b"#":
            self.at += 1
            count = self._size()
        return kind, count

    def _text(self) -> str:
        return self._taken(self._size()).decode("utf-8", "replace")

    def _size(self) -> int:
        mark = self._mark()
        if mark not in {"i", "U", "I", "l", "L"}:
            raise UnreadError("a length that is none")
        return int(self._number(_NUMBERS[mark]))

    def _number(self, form: str) -> Any:
        return struct.unpack(">" + form, self._taken(struct.calcsize(">" + form)))[0]

    def _mark(self) -> str:
        mark = self._taken(1)
        while mark == b"N":  # which stands for nothing
            mark = self._taken(1)
        return mark.decode("latin-1")

    def _taken(self, size: int) -> bytes:
        if size < 0 or self.at + size > len(self.data):
            raise UnreadError("it ends inside a model")
        self.at += size
        return self.data[self.at - size : self.at]
