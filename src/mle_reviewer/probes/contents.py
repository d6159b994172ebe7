"""What an artifact holds: the estimator at its top, the steps of a pipeline, versions and names of features."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mle_reviewer.probes.values import Global, Made, Value, attributes, inside

_MOST_FEATURES: Final = 1_000
_REBUILDING: Final = frozenset({"copyreg._reconstructor", "copy_reg._reconstructor", "copyreg.__newobj__"})
_VERSIONS: Final = ("_sklearn_version", "__version__")


@dataclass(frozen=True, slots=True)
class Contents:
    """The class at the top, the classes of a pipeline's steps, the stated version, the features, as far as plain."""

    top: str = ""
    steps: tuple[str, ...] = ()
    version: str = ""
    features: tuple[str, ...] = ()


def contents_of(tops: list[Value]) -> Contents:
    """What the values of an artifact's streams hold."""
    objects = [one for value in tops for one in inside(value) if isinstance(one, Made) and class_of(one)]
    models = [one for one in objects if any(attributes(one).get(key) is not None for key in _VERSIONS)]
    outer = [value for value in tops if isinstance(value, Made) and class_of(value)]
    first = next(iter(models or outer), None)
    if first is None:
        return Contents()
    version = next((said for key in _VERSIONS if isinstance(said := attributes(first).get(key), str)), "")
    named = next((one for one in models if attributes(one).get("feature_names_in_") is not None), None)
    features = _texts(attributes(named).get("feature_names_in_")) if named is not None else ()
    return Contents(class_of(first), tuple(_steps(first)), version, features)


def class_of(made: Made) -> str:
    """The class that an object is one of; "" where that is not known."""
    if made.path in _REBUILDING and made.args and isinstance(made.args[0], Global):
        return made.args[0].path
    return made.path


def _steps(made: Made) -> Iterator[str]:
    steps = attributes(made).get("steps")
    for step in steps if isinstance(steps, list) else ():
        if isinstance(step, tuple) and step and isinstance(step[-1], Made):
            yield class_of(step[-1])


def _texts(value: Value) -> tuple[str, ...]:
    """The texts of an array of objects: the list at the end of its state."""
    state = value.state if isinstance(value, Made) else None
    last = state[-1] if isinstance(state, tuple) and state else None
    return tuple(one for one in (last if isinstance(last, list) else ())[:_MOST_FEATURES] if isinstance(one, str))
