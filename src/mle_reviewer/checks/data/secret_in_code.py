"""A credential stands in a document of the repository: a key of a documented shape, or a literal that tells."""

from __future__ import annotations

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
    read=(122, 132),
)
_WEIGHS: Final = {
    "issuer": (Severity.HIGH, Confidence.HIGH),
    # made to be seen as often as not: browser keys, tokens of demonstrations
    "likely": (Severity.MEDIUM, Confidence.LOW),
    "named": (Severity.MEDIUM, Confidence.MEDIUM),
}
_MOST_OTHERS: Final = 20  # places of one value that are named


def find(system: System) -> Iterator[Finding]:
    """Every credential, masked, with all its places; of a committed file of settings, one finding for what it holds."""
    files: list[Secret] = []
    found: list[Secret] = []
    known = list(secrets(system))
    lines = {(one.at.path, one.at.line) for one in known}
    held = (one for one in secret_objects(system) if (one.at.path, one.at.line) not in lines)
    for one in unpublished(system, (*known, *held)):
        if one.proof == "named" and not one.known and is_env(one.at.path):
            files.append(one)
        else:
            found.append(one)
    own = {(one.at.path, one.same) for one in files if one.local}  # of one value, whatever name it stands under again
    files = [replace(one, local=(one.at.path, one.same) in own) for one in files]
    files.sort(key=lambda one: one.local)  # in its order, what opens more than one's own machine first
    yield from (_file(*each) for each in by_cause(files, lambda each: each.at.path))
    more = copies(system, found)
    for alike in _together(found):  # it is revoked once, wherever it stands
        alike.sort(key=lambda one: (*(-grade for grade in _weight(one)), one.at.path, one.at.raw_line or one.at.line))
        places: dict[tuple[object, ...], Secret] = {}
        for one in alike:
            places.setdefault((one.at.path, one.at.cell, one.at.line), one)
        also = {at for same in {one.same for one in alike} for at in more.get(same, ())}
        beside = [at for at in sorted(also) if (at.path, at.cell, at.line) not in places]
        yield _finding(*places.values(), copied=beside)


def _together(found: Iterable[Secret]) -> list[list[Secret]]:
    """Places of one value, and what one document holds of a kind: its owner takes all of that out at once.

    Of a kind are keys of one issuer, and all that stands under names.
    """
    by_value = by_cause(found, lambda one: one.same)
    return [[one for alike in group for one in alike] for group in by_cause(by_value, _owner)]


def _owner(alike: list[Secret]) -> Hashable:
    """The document in which one value stands, and its kind; of what was accepted, the value itself."""
    fresh = [one for one in alike if not one.known]
    if not fresh:
        return "value", alike[0].same
    named = next((one for one in fresh if one.proof == "named"), None)
    gravest = max(fresh, key=_weight)
    return ("document", gravest.at.path, gravest.about) if named is None else ("document", named.at.path)


def _weight(one: Secret) -> tuple[Severity, Confidence]:
    """How grave and how sure: what is no program, or of words, is as often a default of one's own machine."""
    if one.known:  # whoever accepted it has looked at it
        return Severity.LOW, Confidence.LOW
    if one.collected or one.local:  # nobody here can revoke what somebody else wrote, or needs to
        return Severity.MEDIUM, Confidence.LOW
    if one.proof == "named" and not _is_kept(one):
        return Severity.MEDIUM, Confidence.LOW
    return _WEIGHS[one.proof]


def _is_kept(one: Secret) -> bool:
    """Whether a machine has drawn a value and a program holds it that nobody but its owner runs."""
    return is_program(one.at.path) and not is_component(one.at.path) and is_drawn(one.value)


def _finding(one: Secret, *others: Secret, copied: Sequence[Location]) -> Finding:
    severity, confidence = _weight(one)
    known = f" It has been accepted: {one.known}." if one.known else ""
    values = len({each.same for each in (one, *others)})
    count = len(others) + len(copied) + 1
    stands = f" It stands at {count} places." if count > 1 and values == 1 else ""
    stands = f" It is one of {values} that stand together in a document." if values > 1 else stands
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
    more = f" and {len(others)} more" if others else ""
    words = Words(
        title="A file of environment settings is committed with a credential in it",
        issue=f"`{one.at.path}` holds {one.about} ({one.masked}){more}: whoever reads the repository has it.",
        fix="Revoke it, ignore the file in git, and commit a form of it with empty values (`.env.example`).",
    )
    trace = [Step(one.at, f"{one.about} ({one.masked})")]
    trace += again((each.at, f"{each.about} ({each.masked})") for each in others[:_MOST_OTHERS])
    sure = Confidence.LOW if one.local else Confidence.MEDIUM  # of a container on somebody's desk
    return stated(CARD, one.at, words, trace, context=f"file {one.name}", confidence=sure)
