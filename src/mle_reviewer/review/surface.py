"""What a change touches (SH3), and whether it can be reviewed at all (SH1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final

from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.findings.review import SURFACES, ReviewedChange, ReviewedFile
from mle_reviewer.policy.house import house_finding
from mle_reviewer.sources.change import Change, ChangedFile
from mle_reviewer.sources.document import kind_of
from mle_reviewer.sources.location import Location

# Words in the names of folders and files. Python is judged by what it does, and by its name only when that is unknown.
_WORDS: Final[Mapping[str, str]] = {
    word: surface
    for surface, words in {
        "data extraction": "extract extraction ingest ingestion etl dataset datasets query queries",
        "labelling": "label labels labeling labelling labeler annotation annotations",
        "feature generation": "feature features featurize featurise preprocess preprocessing embeddings feast",
        "training": "train training trainer finetune hyperparameters hparams sweep params model models",
        "evaluation": "eval evals evaluate evaluation evaluations validation benchmark benchmarks promotion",
        "artifact packaging": "mlmodel mlproject registry bentofile bento modelcard",
        "inference": "predict prediction predictions inference infer serve serving scoring scorer endpoint",
        "monitoring": "monitor monitoring monitors drift alert alerts alerting slo",
        "deployment": "deploy deployment deployments canary rollout rollback sagemaker vertex kserve seldon",
    }.items()
    for word in words.split()
}
_NAMED_KINDS: Final = frozenset({"yaml", "toml", "json", "markdown", "hcl", "dockerfile", "makefile", "sql"})
_BY_KIND: Final[Mapping[str, frozenset[str]]] = {
    "notebook": frozenset({"training"}),
    "sql": frozenset({"data extraction"}),
    "data": frozenset({"data extraction"}),
    "artifact": frozenset({"artifact packaging"}),
}
_BY_FILE: Final[Mapping[str, frozenset[str]]] = {
    "dvc.yaml": frozenset({"training"}),
    "dvc.lock": frozenset({"training"}),
    "params.yaml": frozenset({"training"}),
    "mlproject": frozenset({"training"}),
    "feature_store.yaml": frozenset({"feature generation"}),
}


def reviewed_change(
    change: Change, by_acts: Mapping[str, frozenset[str]], unread: frozenset[str] = frozenset()
) -> ReviewedChange:
    """What was compared, and for each changed file what it touches.

    `by_acts` is what the analysis saw the code of head do; a changed Python file in `unread` may do anything, and is
    taken at its name, or for training.
    """
    files = tuple(
        ReviewedFile(file.path, file.old_path, file.status, _surfaces(file, by_acts, unread)) for file in change.files
    )
    base = None if change.base is None else change.base.label
    return ReviewedChange(base, change.head.label, change.how, files, len(change.head.paths()))


def _surfaces(file: ChangedFile, by_acts: Mapping[str, frozenset[str]], unread: frozenset[str]) -> tuple[str, ...]:
    touched = set(by_acts.get(file.path, ()))
    kind = kind_of(file.path)
    named = {_WORDS[word] for word in re.findall(r"[a-z]+", file.path.lower()) if word in _WORDS}
    if kind in _NAMED_KINDS:
        touched |= named
    if not touched:
        touched |= _BY_FILE.get(file.path.rpartition("/")[2].lower(), frozenset()) or _BY_KIND.get(kind, frozenset())
    if not touched and kind == "python" and file.path in unread:
        touched |= named or {"training"}
    return tuple(surface for surface in SURFACES if surface in touched)


def conflict_findings(conflicts: Iterable[tuple[str, int]]) -> tuple[Finding, ...]:
    """One finding for each file that holds conflict markers; `conflicts` are the places where one opens."""
    found: list[Finding] = []
    for path, places in groupby(sorted(conflicts), key=lambda place: place[0]):
        steps = [Step(Location(path, line, end_line=line, raw_line=line), "conflict opens") for _, line in places]
        found.append(
            house_finding(
                "conflict-markers",
                steps[0].at,
                "The file holds an unresolved merge conflict, so nothing that is said of it, here or by a test, can be "
                "trusted.",
                "Resolve the conflict and commit the result.",
                trace=tuple(steps) if len(steps) > 1 else (),
                context="conflict markers",
            )
        )
    return tuple(found)
