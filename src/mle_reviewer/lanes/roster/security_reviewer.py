"""security-reviewer: code, images, packages and artifacts that a change brings, for what they give an attacker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.errand import Errand, places
from mle_reviewer.lanes.lane import Lane
from mle_reviewer.lanes.records.osv import OSV
from mle_reviewer.lanes.tools.bandit import BANDIT
from mle_reviewer.lanes.tools.detect_secrets import DETECT_SECRETS
from mle_reviewer.lanes.tools.picklescan import PICKLESCAN
from mle_reviewer.lanes.tools.pip_audit import PIP_AUDIT
from mle_reviewer.lanes.tools.semgrep import SEMGREP

if TYPE_CHECKING:
    from mle_reviewer.findings.alteration import Alteration

_LOADS: Final = ("unsafe-load", "safe-load-removed", "artifact-runs-code", "runs-remote-code")
_MANY: Final = 12  # new packages that are looked at one by one
_TOLD: Final = ("secret-in-code", "secret-in-log", "payload-in-log")


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    found = list(places(errand.paths("artifact"), "an artifact is brought in", errand))
    there = {file.path for file in errand.reviewed()}
    moved = {one.at.path: Step(one.at, f"{one.name} {one.says}") for one in reversed(_packages(errand))}
    found += moved.values()
    pinned = tuple(dict.fromkeys(pin.at.path for pin in errand.pins))
    listed = tuple(path for path in pinned if path in there and path not in moved)
    found += places(listed, "packages are changed", errand)
    found += places(errand.paths("dockerfile"), "an image is changed", errand)
    asked = tuple(dict.fromkeys(node.at.path for node in errand.nodes("service", "deployment")))
    found += places(asked, "what answers requests is changed", errand)
    shown = {step.at.path for step in found}
    code = tuple(path for path in errand.paths("python", "notebook", "shell") if path not in shown)
    return (*found, *places(code, "code is changed", errand))


def _packages(errand: Errand) -> list[Alteration]:
    """The packages that are new or of another version, those that models rely on first."""
    return [one for one in errand.alterations("package") if not one.says.startswith("is no longer")]


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))


def _questions(errand: Errand) -> Iterator[str]:
    if artifacts := errand.paths("artifact"):
        yield f"Who made `{artifacts[0]}`, how is that known, and can it be kept in a format that holds no code?"
    for one in errand.found(*_LOADS)[:2]:
        yield f"Who can write what is loaded at {one.at}, and is its digest checked before?"
    for one in errand.found(*_TOLD)[:2]:
        yield f"{one.title} ({one.at}): is it revoked, and since when does it stand in the history?"
    yield from _answering(errand)
    for node in errand.near("external model")[:1]:
        yield f"What is sent to `{node.name}` at {node.at}, and can text of a user make it act on tools or data?"
    yield from _installed(errand)
    for path in errand.paths("dockerfile")[:1]:
        yield f"{errand.first_line(path)}: as which user does the image run, and which of its layers holds a secret?"


def _answering(errand: Errand) -> Iterator[str]:
    """What answers requests and is on the way of the change, or new in it."""
    reached = [one for one in errand.answers if errand.whole or one.through or errand.is_near(one.at, 0)]
    for answer in reached[:2]:
        yield f"Who may call {answer.words} ({answer.at}), how often, how much, and what does an error tell?"
    known = {str(answer.at) for answer in reached}
    for one in errand.alterations("endpoint added"):
        if str(one.at) not in known:
            yield f"`{one.name}` is new ({one.at}): who may call it, and what does it give out?"
            break


def _installed(errand: Errand) -> Iterator[str]:
    some = _packages(errand)
    fresh = [one for one in some if one.says.startswith("is new")]
    most = max((one.at.path for one in fresh), key=[one.at.path for one in fresh].count, default="")
    new = [one for one in fresh if one.at.path == most] if len(fresh) > _MANY else fresh
    used = [one for one in some if one.surfaces and not one.says.startswith("is new")]
    if new and len(fresh) <= _MANY:
        named = ", ".join(f"`{one.name}` ({one.at})" for one in new[:4])
        more = f" and {len(new) - 4} more" if len(new) > 4 else ""  # noqa: PLR2004 - four are named
        yield f"{named}{more}: new. Is each the package that was meant, by its name, its owner and its digest?"
    elif new:
        yield f"{len(new)} packages are new at {new[0].at}: was the list made by a tool, and are the digests checked?"
    for one in used[:2]:
        where = ", ".join(map(str, one.elsewhere[:2]))
        yield f"{one.name} {one.says} ({one.at}), used at {where}: which advisories stand against either version?"


LANE: Final = Lane(
    "security-reviewer", _comes_up, _asks, (BANDIT, DETECT_SECRETS, PICKLESCAN, SEMGREP, PIP_AUDIT), records=(OSV,)
)
