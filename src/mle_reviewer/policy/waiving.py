"""Holds findings against waivers: which are allowed, and which waivers are wrong or no longer needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from mle_reviewer.findings.finding import Finding, Waived
from mle_reviewer.policy.house import house_finding
from mle_reviewer.policy.waiver import HOW_TO_WAIVE, Waiver

_FIXES = {
    "malformed": f"Write `{HOW_TO_WAIVE}`, or delete the comment",
    "blanket": "Name the check and the place; to weaken a check everywhere, set its severity in the policy",
    "unknown-check": "Correct the id (`mle-reviewer checks` lists them), or delete the waiver",
    "expired": "Mend the fault it allowed, or set a new date if the reason still holds",
}


def new_waivers(head: Sequence[Waiver], base: Iterable[Waiver], renamed: Mapping[str, str]) -> frozenset[int]:
    """The positions in `head` of the waivers that the change brings.

    A waiver that says the same about the same statement of the same file (followed through renames) is not new,
    wherever the statement has moved; one over a rewritten statement is, because nobody has judged that yet.
    """
    known = Counter((renamed.get(waiver.at.path, waiver.at.path), waiver.words()) for waiver in base)
    new: set[int] = set()
    for number, waiver in enumerate(head):
        key = waiver.at.path, waiver.words()
        if known[key]:
            known[key] -= 1
        else:
            new.add(number)
    return frozenset(new)


def waived(
    findings: Iterable[Finding], waivers: Sequence[Waiver], new: frozenset[int], *, new_counts: bool
) -> tuple[Finding, ...]:
    """The findings, those that a sound waiver covers marked with it; one that counts goes before one that does not."""
    sound = [(number, waiver) for number, waiver in enumerate(waivers) if not waiver.problem]
    sound.sort(key=lambda pair: pair[0] in new)
    return tuple(_waived(finding, sound, new, new_counts=new_counts) for finding in findings)


def _waived(finding: Finding, sound: list[tuple[int, Waiver]], new: frozenset[int], *, new_counts: bool) -> Finding:
    for number, waiver in sound:
        if waiver.covers(finding):
            brought = number in new
            mark = Waived(waiver.by, waiver.at, waiver.reason, waiver.until, brought, new_counts or not brought)
            return replace(finding, waived=mark)
    return finding


def waiver_faults(
    waivers: Iterable[Waiver], findings: Sequence[Finding], judgeable: Callable[[Waiver], bool]
) -> tuple[Finding, ...]:
    """A finding for each waiver that is wrong, and for each that allows nothing.

    `findings` are all that the checks found, whatever policy makes of them; `judgeable` says of a waiver whether the
    place it speaks about was analysed at all: elsewhere nobody knows whether it is still needed.
    """
    faults: list[Finding] = []
    for waiver in waivers:
        if waiver.problem:
            faults.append(_wrong(waiver))
        elif judgeable(waiver):
            unused = [check for check in waiver.checks if not _used(replace(waiver, checks=(check,)), findings)]
            if unused:
                faults.append(_unused(waiver, unused))
    return tuple(faults)


def _used(waiver: Waiver, findings: Sequence[Finding]) -> bool:
    return any(waiver.covers(finding) for finding in findings)


def _wrong(waiver: Waiver) -> Finding:
    what = f"The waiver for {', '.join(waiver.checks)}" if waiver.checks else "The waiver"
    effect = "what it allowed is reported again" if waiver.problem == "expired" else "it has no effect"
    return house_finding(
        f"waiver-{waiver.problem}",
        waiver.at,
        f"{what} is not valid: {waiver.detail}; {effect}.",
        f"{_FIXES[waiver.problem]}.",
        context=_context(waiver),
    )


def _unused(waiver: Waiver, unused: list[str]) -> Finding:
    names = ", ".join(f"`{check}`" for check in unused)
    return house_finding(
        "waiver-unused",
        waiver.at,
        f"No finding of {names} stands here any more. A forgotten waiver hides the fault when it comes back.",
        f"Delete the waiver, or take {names} out of it.",
        context=_context(waiver),
    )


def _context(waiver: Waiver) -> str:
    return " ".join((*waiver.checks, waiver.reason, waiver.until, waiver.statement, *waiver.match, waiver.fingerprint))
