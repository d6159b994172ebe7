"""A credential stands in a document of the repository: a key of a documented shape, or a literal that tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from mle_reviewer.checks.recurring import again, by_cause
from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.credentials.drawn import is_drawn
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.sources.location import Location
from mle_reviewer.system.questions.data.secrets.copies import copies
from mle_reviewer.system.questions.data.secrets.documents import is_component, is_env, is_program
from mle_reviewer.system.questions.data.secrets.found import secrets
from mle_reviewer.system.questions.data.secrets.objects import secret_objects
from mle_reviewer.system.questions.data.secrets.published import unpublished
from mle_reviewer.system.questions.data.secrets.secret import Secret
from mle_reviewer.system.questions.data.secrets.signing_in import public_halves
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Credential in the repository",
    items=("DL5", "CB9"),
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    security=True,
    lane="security-reviewer",
    read=(187, 208),
)
_WEIGHS: Final = {
    "issuer": (Severity.HIGH, Confidence.HIGH),
    # made to be seen as often as not: browser keys, tokens of demonstrations
    "likely": (Severity.MEDIUM, Confidence.LOW),
    "named": (Severity.MEDIUM, Confidence.MEDIUM),
}
_MOST_OTHERS: Final = 20  # places of one value that are named
_UUID: Final = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_RECORDS: Final = 10  # values under one name in one document, which are data then


def find(system: System) -> Iterator[Finding]:
    """Every credential, masked, with all its places; of committed files of settings, one finding for what they hold."""
    some = _opening(system, _all(system))
    files = [one for one in some if _is_setting(one)]
    found = [one for one in some if not _is_setting(one)]
    more = copies(system, found)
    told = {one.same for one in found if _weight(one)[1] > Confidence.LOW}
    for alike in _files(files):
        if not {one.same for one in alike} <= told:  # what the code holds too is said there, with every place
            yield _file(*alike)
    for alike in _together(found):  # it is revoked once, wherever it stands
        alike.sort(key=lambda one: (*(-grade for grade in _weight(one)), one.at.path, one.at.raw_line or one.at.line))
        places: dict[tuple[object, ...], Secret] = {}
        for one in alike:
            places.setdefault((one.at.path, one.at.cell, one.at.line), one)
        also = {at for same in {one.same for one in alike} for at in more.get(same, ())}
        beside = [at for at in sorted(also) if (at.path, at.cell, at.line) not in places]
        yield _finding(*places.values(), copied=beside)


def _all(system: System) -> list[Secret]:
    known = list(secrets(system))
    lines = {(one.at.path, one.at.line) for one in known}
    held = (one for one in secret_objects(system) if (one.at.path, one.at.line) not in lines)
    return unpublished(system, (*known, *held))


def _opening(system: System, found: list[Secret]) -> list[Secret]:
    """The credentials without public halves that stand alone, each with what its value opens at most.

    What one place says of a practice ground or a page holds wherever the value stands; of one's own machine it holds in
    the same document alone, since elsewhere the same words may guard more. Beside its secret half a public one is
    revoked too.
    """
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
            collected=one.collected or (bool(one.name) and named[one.at.path, one.name] >= _RECORDS),
        )
        for one in some
    ]


def _is_setting(one: Secret) -> bool:
    """Whether a literal stands in a committed file of environment settings, which is told as a whole."""
    return one.proof == "named" and not one.known and is_env(one.at.path)


def _files(held: list[Secret]) -> list[list[Secret]]:
    """What each file of settings holds, with the files that hold nothing else: they are copies of it.

    First what opens more than one's own machine.
    """
    some = [sorted(each, key=lambda one: one.opens != "all") for each in by_cause(held, lambda one: one.at.path)]
    some.sort(key=lambda each: -len({one.same for one in each}))
    kept: list[list[Secret]] = []
    for each in some:
        values = {one.same for one in each}
        whole = next((one for one in kept if values <= {other.same for other in one}), None)
        if whole is None:
            kept.append(each)
        else:
            whole.extend(each)
    return sorted(kept, key=lambda each: each[0].at.path)


def _together(found: Iterable[Secret]) -> list[list[Secret]]:
    """Places of one value, and what one document holds of a kind: its owner takes all of that out at once.

    Of a kind are keys of one issuer, and all that stands under names.
    """
    groups: list[tuple[set[Hashable], list[Secret]]] = []
    for alike in by_cause(found, lambda one: one.same):
        marks, group = _marks(alike), list(alike)
        for other in [one for one in groups if one[0] & marks]:
            groups.remove(other)
            marks, group = marks | other[0], other[1] + group
        groups.append((marks, group))
    return [group for _, group in groups]


def _marks(alike: list[Secret]) -> set[Hashable]:
    """What the places of one value are told together by: documents, and a kind; of what was accepted, the value."""
    fresh = [one for one in alike if not one.known]
    if not fresh:
        return {("value", alike[0].same)}
    named: set[Hashable] = {("document", one.at.path) for one in fresh if one.proof == "named"}
    gravest = max(fresh, key=_weight)
    return named or {("document", gravest.at.path, gravest.about)}


def _weight(one: Secret) -> tuple[Severity, Confidence]:
    """How grave and how sure: what is no program, or of words, is as often a default of one's own machine."""
    if one.known:  # whoever accepted it has looked at it
        return Severity.LOW, Confidence.LOW
    if one.collected or one.opens != "all":  # nobody here can revoke what somebody else wrote, or needs to
        return Severity.MEDIUM, Confidence.LOW
    if one.proof == "named" and not _is_kept(one):
        return Severity.MEDIUM, Confidence.LOW
    return _WEIGHS[one.proof]


def _is_kept(one: Secret) -> bool:
    """Whether a machine has drawn a value and a program holds it that nobody but its owner runs."""
    if _UUID.fullmatch(one.value) and one.name.lower().endswith("token"):  # numbers a row, a batch, a visit as often
        return False
    return is_program(one.at.path) and not is_component(one.at.path) and is_drawn(one.value)


def _finding(one: Secret, *others: Secret, copied: Sequence[Location]) -> Finding:
    severity, confidence = _weight(one)
    known = f" It has been accepted: {one.known}." if one.known else ""
    values = len({each.same for each in (one, *others)})
    count = len(others) + len(copied) + 1
    stands = f" It stands at {count} places." if count > 1 and values == 1 else ""
    stands = f" It is one of {values} that stand together there." if values > 1 else stands
    words = Words(
        title=f"{one.about[:1].upper()}{one.about[1:]} stands in the repository",
        issue=f"{one.about[:1].upper()}{one.about[1:]} ({one.masked}) can be read by everybody who can read the "
        f"repository, its history and every image that is built from it.{stands}{known}",
        fix="Revoke it, take the new one from the environment or a secret store, and remove it from the history."
        if values == 1
        else "Revoke them, take the new ones from the environment or a secret store, and remove them from the history.",
    )
    trace = [Step(one.at, f"{one.about} ({one.masked})")]
    trace += again((more.at, f"{more.about} ({more.masked})") for more in others[:_MOST_OTHERS])
    trace += again((at, "the same value") for at in copied[: max(_MOST_OTHERS - len(others), 0)])
    context = f"{one.about} {one.name}"
    return stated(CARD, one.at, words, trace, context=context, severity=severity, confidence=confidence)


def _file(one: Secret, *others: Secret) -> Finding:
    held = len({each.same for each in (one, *others)}) - 1
    more = f" and {held} more" if held else ""
    files = sorted({each.at.path for each in others} - {one.at.path})
    also = f", and so does `{files[0]}`" if files else ""
    also += f" and {len(files) - 1} more" if len(files) > 1 else ""
    words = Words(
        title="A file of environment settings is committed with a credential in it",
        issue=f"`{one.at.path}` holds {one.about} ({one.masked}){more}{also}: whoever reads the repository has it.",
        fix="Revoke it, ignore the file in git, and commit a form of it with empty values (`.env.example`).",
    )
    trace = [Step(one.at, f"{one.about} ({one.masked})")]
    trace += again((each.at, f"{each.about} ({each.masked})") for each in others[:_MOST_OTHERS])
    sure = Confidence.LOW if one.opens != "all" else Confidence.MEDIUM  # of a container on somebody's desk
    return stated(CARD, one.at, words, trace, context=f"file {one.name}", confidence=sure)
