"""What an answer tells of its model: under which names its version stands, and how sure the model is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.terms import (
    Attr,
    Const,
    Global,
    Item,
    Lib,
    Own,
    Pairs,
    Param,
    Result,
    Term,
    Text,
    literals,
    within,
)
from mle_reviewer.system.questions.answering.flowing import Flowing
from mle_reviewer.system.questions.learning.training import training
from mle_reviewer.system.questions.recording.naming import named

if TYPE_CHECKING:
    from mle_reviewer.system.questions.answering.predicting import Path
    from mle_reviewer.system.questions.recording.naming import Named
    from mle_reviewer.system.system import System

_VERSION: Final = re.compile(r"version|versao|revision|run_?id|sha|hash|digest|model_?(?:uri|id)")
_SURE: Final = re.compile(r"prob(?!e)|confidence|score|interval|lower|upper|quantile|uncertain|likelihood|std|logit")
_MODEL: Final = frozenset({
    "model", "models", "artifact", "bundle", "registry", "champion", "challenger", "scorer", "predictor", "classifier",
    "regressor", "estimator", "checkpoint", "weights", "mlflow", "ranker", "forecaster", "detector", "booster",
    "modelo", "modele", "modello",
})  # fmt: skip
_TOLD: Final = frozenset({"version", "versions", "revision", "versao", "versione"})
_PRINT: Final = frozenset({"sha", "sha256", "hash", "digest", "uri", "id", "md5", "checksum"})
_OTHER: Final = frozenset({
    "data", "dataset", "schema", "api", "app", "service", "server", "feature", "features", "config", "policy", "rule",
    "rules", "library", "python", "sklearn", "package", "threshold", "request", "response", "contract", "code",
    "system", "engine", "prompt", "calibration", "split", "env", "protocol", "format",
})  # fmt: skip
_NO_SURENESS: Final = frozenset({
    "brier", "importance", "f1", "r2", "auc", "roc", "credit", "column", "col", "name", "path", "threshold", "model",
    "version", "available", "enabled", "error", "is", "has", "use", "with", "type", "bin", "category", "median",
    "quality", "health", "promo", "fico", "cv", "test", "train", "baseline", "samples", "count", "null", "url", "id",
    "explanation",
})  # fmt: skip
_BOUNDS: Final = frozenset({
    "lower", "upper", "bound", "bounds", "confidence", "prediction", "predicted", "pred", "interval", "intervals", "ci",
    "pi", "forecast", "limit", "quantile", "quantiles", "credible", "p", "95", "90", "80", "pct", "percentile", "yhat",
    "low", "high",
})  # fmt: skip
_CHANCES: Final = frozenset({"confidence", "probability", "prob", "proba", "prediction", "predicted", "model"})
_ERRORS: Final = frozenset({"rmse", "mae", "mape", "smape", "rmspe", "wape", "mase", "rmsle", "wmape", "rmsse"})
_FIRST: Final = re.compile(r"prob|confidence|interval|uncertain|quantile")


def only_spelled(system: System, path: Path) -> tuple[tuple[Named, str], ...]:
    """The versions of an answer, each with its number, where all are written in the code and none says what is loaded.

    Empty where nothing is loaded, where the number is part of what is loaded by, and where an answer tells another.
    """
    read = [one for one in system.artifacts if one.how == "read" and one.model]
    if not read and not system.signed("load-model", "load-registered"):
        return ()
    told = versions(system, (path,))
    numbers = [(one, text) for one in told if (text := _number(system, one))]
    chosen = [text for one in read for text in system.spelled.spelled(one.path)]
    if any(value in text for _, value in numbers for text in chosen):
        return ()
    return tuple(numbers) if all(spelled(system, one) or _passed_on(one) for one in told) else ()


def _number(system: System, one: Named) -> str:
    """The version that is written in the code under a name of the model's; "" for a word (`"rules"`) and all else."""
    named_by_model = bool(set(words(one.name)) & _MODEL) and bool(set(words(one.name)) & _TOLD)
    if not named_by_model or one.term is None or not spelled(system, one):
        return ""
    values = [one.term.value] if isinstance(one.term, Const) else list(system.indexed.constants(one.term))
    text = str(values[0]) if len(values) == 1 else ""
    return text if any(letter.isdigit() for letter in text) else ""


def spelled_chances(system: System, path: Path) -> Iterator[tuple[Named, str]]:
    """The chances that an answer names beside what was predicted, and that are numbers in the code."""
    flowing = Flowing(system, path)
    for one in named(system, path, _SURE):
        number = one.term.value if isinstance(one.term, Const) else None
        if isinstance(number, float) and 0 < number < 1 and set(words(one.name)) <= _CHANCES:
            beside = one.holder.values if isinstance(one.holder, Pairs) else ()
            if any(flowing.predicted(term) for term in beside):
                yield one, str(number)


def versions(system: System, served: Iterable[Path]) -> tuple[Named, ...]:
    """The names in answers that tell the version of a model, those of models first; `written` ones among them."""
    every = [one for path in served for one in named(system, path, _VERSION, beside=True) if _fits(one)]
    by_name: dict[str, list[Named]] = {}
    for one in every:
        by_name.setdefault(one.name, []).append(one)
    found = []
    for some in by_name.values():
        first = [one for one in some if not _passed_on(one)]
        true = [one for one in first if _is_version(one)]
        kept = (
            [one for one in some if _passed_on(one)]
            if not first or any(not spelled(system, one) for one in true)
            else []
        )
        found += [*true, *(one for one in kept if _is_version(one))]
    return tuple(sorted(found, key=lambda one: not set(words(one.name)) & _MODEL))


def spelled(system: System, one: Named) -> bool:
    """Whether what stands under a name is written in the code, so that no release of a model changes it."""
    if one.term is None:
        return False
    return isinstance(one.term, Const) or (
        not _of_settings(system, one.term) and bool(system.indexed.constants(one.term))
    )


def sureness(system: System, served: Iterable[Path]) -> tuple[Named, ...]:
    """The names in answers that say how sure a model is, chances and intervals first; no constants of the code."""
    every = [one for path in served for one in named(system, path, _SURE, beside=True) if _is_sureness(one)]
    return tuple(sorted(every, key=lambda one: _FIRST.search(one.name.lower()) is None))


def _passed_on(one: Named) -> bool:
    """Whether a value is handed on under the name that it already has: who filled it first says what it is."""
    match one.term:
        case None:
            return True
        case Item(key=Const(value=key)):
            return bool(key == one.name)
        case Attr(name=name):
            return name == one.name
        case _:
            return False


def _fits(one: Named) -> bool:
    some = set(words(one.name))
    return bool(some & (_TOLD | _PRINT)) and not some & _OTHER


def _is_version(one: Named) -> bool:
    """Whether a name tells the version of a model: by itself, or by where the value under it is taken from."""
    some = words(one.name)
    if _of_the_program(one.term) or _of_a_kind(one.term):
        return False
    if isinstance(one.term, Text) and not any(set(words(text)) & (_MODEL | _TOLD) for text in _put_in(one.term)):
        return False
    if set(some) & _MODEL:
        of_model = some[-1] in _PRINT and (some[-1] != "id" or some[-2:] in {("model", "id"), ("run", "id")})
        return bool(set(some) & _TOLD) or (of_model and not set(some) & {"name", "champion", "challenger"})
    bare = some in {("version",), ("revision",), ("run", "id"), ("runid",)}
    return bare and one.term is not None and any(set(words(text)) & _MODEL for text in _spoken(one.term))


def _spoken(term: Term) -> Iterator[str]:
    """The names by which a value is come by: attributes, keys, parameters, functions."""
    yield from literals(term)
    for one in within(term):
        if isinstance(one, (Attr, Param, Global, Own)):
            yield one.name
        elif isinstance(one, Lib):
            yield one.path
        elif isinstance(one, Result) and one.call.method is not None:
            yield one.call.method


def _put_in(text: Text) -> Iterator[str]:
    return (name for part in text.parts if not isinstance(part, str) for name in _spoken(part))


def _of_the_program(term: Term | None) -> bool:
    """Whether a value is the version of the program, or the name of a class (`type(model).__name__`)."""
    names = [one.name for one in within(term) if isinstance(one, (Attr, Global, Own))] if term is not None else []
    paths = [one.path.rpartition(".")[2] for one in within(term) if isinstance(one, Lib)] if term is not None else []
    return any(
        name in {"__name__", "__class__", "__version__"} or set(words(name)) >= {"app", "version"}
        for name in (*names, *paths)
    )


def _of_a_kind(term: Term | None) -> bool:
    """Whether a value is of what kind a model is (`self.model_type`), which is the same for all its versions."""
    name = (
        term.name
        if isinstance(term, Attr)
        else term.key.value
        if isinstance(term, Item) and isinstance(term.key, Const)
        else ""
    )
    return isinstance(name, str) and bool(set(words(name)) & {"type", "kind", "family", "algorithm"})


def _of_settings(system: System, term: Term) -> bool:
    """Whether a value is read from settings, whose defaults the environment of a release changes."""
    return isinstance(term, Attr) and any(
        isinstance(base, Thing) and system.conventions.bases.get(base.path) == "program-settings"
        for thing in system.indexed.things(term.of)
        if isinstance(thing, OwnThing) and thing.kind == "class"
        for base in system.indexed.bases(thing)
    )


def _is_sureness(one: Named) -> bool:
    some = words(one.name)
    if isinstance(one.term, Const) or set(some) & _NO_SURENESS:
        return False
    if set(some) & {"lower", "upper", "interval", "intervals", "std"} and not set(some) <= _BOUNDS | {"std"}:
        return False
    return bool(set(some) & _SURE_WORDS)


_SURE_WORDS: Final = frozenset({
    "proba", "probs", "prob", "confidence", "confidences", "score", "scores", "interval", "intervals", "lower", "upper",
    "quantile", "probability", "probabilities", "uncertainty", "uncertainties", "likelihood", "std",
    "logit", "logits",
})  # fmt: skip


def quantities(system: System) -> bool:
    """Whether the models of a repository are measured as quantities are, and none is seen to tell classes."""
    return system.once(_quantities)


def _quantities(system: System) -> bool:
    measured = False
    for routine in system.routines("code"):
        for call in routine.calls():
            if call.method == "predict_proba" or any(_of_classes(system, name) for name in system.indexed.names(call)):
                return False
            for entry in system.indexed.entries(call):
                measured = measured or (entry.effect == "metric" and entry.slots.get("better") == "lower")
    return measured or any(
        isinstance(key, Const) and isinstance(key.value, str) and set(words(key.value)) & _ERRORS
        for routine in training(system)
        for term, _ in routine.spoken()
        for key in (term.keys if isinstance(term, Pairs) else ())
    )


def _of_classes(system: System, name: str) -> bool:
    known = system.conventions.call(name)
    return known is not None and known.sign in {"classifier", "probability"}
