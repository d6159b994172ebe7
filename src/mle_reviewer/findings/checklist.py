"""The checklist: its areas, the items of each with a short title, and the common blockers by name."""

from __future__ import annotations

from typing import Final

AREAS: Final[dict[str, str]] = {
    "PF": "problem framing",
    "ME": "metrics and thresholds",
    "DL": "data and leakage",
    "TR": "reproducible training",
    "EP": "evaluation and promotion",
    "SD": "serving and deployment",
    "MI": "monitoring and incidents",
}
TITLES: Final[dict[str, str]] = {
    "PF1": "a decision to be made comes before the architecture",
    "PF2": "who is concerned, and what each kind of mistake costs",
    "PF3": "metrics follow from what mistakes cost",
    "PF4": "assumptions and constraints written where they can be challenged",
    "PF5": "the simplest experiment against the largest error",
    "PF6": "known approaches looked at before an own one",
    "PF7": "adversaries, incentives, shift and feedback loops considered",
    "ME1": "baseline and production compared before complexity grows",
    "ME2": "metrics that match the decision, per slice too",
    "ME3": "thresholds and settings chosen for stated reasons",
    "ME4": "wrong predictions looked at and grouped",
    "ME5": "mistakes traced to their causes",
    "ME6": "lessons kept as tests, slices, panels or runbooks",
    "DL1": "grain, keys, times and snapshot of the data explicit",
    "DL2": "splits respect time, entities and prediction boundaries",
    "DL3": "features as they were known at prediction time",
    "DL4": "data validated before training and before serving",
    "DL5": "personal and sensitive data left out, or justified and controlled",
    "TR1": "training runs from code, settings, data version and seed alone",
    "TR2": "each run records what made it and where its result lies",
    "TR3": "randomness handled on purpose",
    "TR4": "shared data and global settings stay as they are",
    "TR5": "a retry repeats nothing, a good artifact is not overwritten",
    "EP1": "compared with a baseline and the model in production",
    "EP2": "promotion gates set beforehand, closed when in doubt",
    "EP3": "metrics for the groups that matter",
    "EP4": "calibration, latency, cost and fairness guarded where they count",
    "EP5": "test data not tuned against",
    "EP6": "tests for failures of model, data and serving that are known",
    "SD1": "one transformation for training and serving, or a proof that both agree",
    "SD2": "inputs that are missing, stale or out of range are refused",
    "SD3": "answers carry the model's version",
    "SD4": "timeouts, limits, batches and a fallback",
    "SD5": "the artifact holds all that it needs, and says what made it",
    "SD6": "a new version comes step by step, or goes back at once",
    "MI1": "more watched than uptime: features, predictions, labels, quality",
    "MI2": "logs that predictions and later labels are joined by",
    "MI3": "alerts have thresholds and owners",
    "MI4": "a way back that names artifact, settings, data and switch",
    "MI5": "runbooks for the failures that models have",
}
ITEMS: Final[tuple[str, ...]] = tuple(TITLES)
BLOCKERS: Final[dict[str, str]] = {
    "CB1": "random split on time- or user-dependent data",
    "CB2": "feature uses a field unavailable at prediction time",
    "CB3": "offline metric improves while key slices regress",
    "CB4": "training preprocessing copied by hand into serving code",
    "CB5": "model version absent from prediction logs",
    "CB6": "promotion depends on a notebook, a manual chart or a local file",
    "CB7": "monitoring checks only uptime",
    "CB8": "rollback requires retraining",
    "CB9": "secrets, credentials or PII in datasets, notebooks, logs, prompts or artifacts",
}


def area_of(item: str) -> str:
    """The area that an item belongs to, by its id."""
    return item.rstrip("0123456789")
