"""A credential stands in a document of the repository: a key of a documented shape, or a literal that tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mle_reviewer.checks.recurring import again, by_cause
from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.credentials.drawn import is_drawn
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.sources.location import Location
from mle_reviewer.system.questions.data.secrets.copies import copies
from mle_reviewer.system.questions.data.secrets.documents import is_component, is_program
from mle_reviewer.system.questions.data.secrets.held import files, is_setting, together
from mle_reviewer.system.questions.data.secrets.kept import kept
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
    read=(187, 208),
)
_WEIGHS: Final = {
    "issuer": (Severity.HIGH, Confidence.HIGH),
    # made to be seen as often as not: browser keys, tokens of demonstrations
    "likely": (Severity.MEDIUM, Confidence.LOW),
    "named": (Severity.MEDIUM, Confidence.MEDIUM),
}
_MOST_OTHERS: Final = 20  # places of one value that are named


def find(system: System) -> Iterator[Finding]:
    """Every credential, masked, with all its places; of committed files of settings, one finding for what they hold."""
    some = kept(system)
    found = [one for one in some if not is_setting(one)]
    more = copies(system, found)
    told = {one.same for one in found if _weight(one)[1] > Confidence.LOW}
    for alike in files(by_cause(filter(is_setting, some), lambda one: one.at.path)):
        drawn = {one.same for one in alike if is_drawn(one.value)}
        if not (drawn or {one.same for one in alike}) <= told:  # what the code holds too is said there
            yield _file(*alike)
    for alike in together(by_cause(found, lambda one: one.same), _weight):  # it is revoked once, wherever it stands
        alike.sort(key=lambda one: (*(-grade for grade in _weight(one)), one.at.path, one.at.raw_line or one.at.line))
        places: dict[tuple[object, ...], Secret] = {}
        for one in alike:
            places.setdefault((one.at.path, one.at.cell, one.at.line), one)
        also = {at for same in {one.same for one in alike} for at in more.get(same, ())}
        beside = [at for at in sorted(also) if (at.path, at.cell, at.line) not in places]
        yield _finding(*places.values(), copied=beside)


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
