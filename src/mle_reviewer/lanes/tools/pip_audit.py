"""pip-audit: known vulnerabilities of exactly pinned packages; pip itself is never started, so nothing is built."""

from __future__ import annotations

import json
from typing import Final

from mle_reviewer.findings.card import Severity
from mle_reviewer.lanes.errand import Pin
from mle_reviewer.lanes.process import Limits, Ran
from mle_reviewer.lanes.tool import Fault, Report, SkippedError, Task, Tool
from mle_reviewer.sources.document import Kind

WHERE: Final[frozenset[Kind]] = frozenset({"requirements", "toml", "json", "yaml"})


def _command(task: Task) -> list[str]:
    if task.side != "head":
        raise SkippedError("only the pins of head are asked about")
    pins = dict.fromkeys((pin.name, pin.version) for pin in task.errand.pins)
    if not pins:
        raise SkippedError("the project pins no package exactly")
    named: dict[str, str] = {}
    for name, version in pins:  # one list can hold a package once
        named.setdefault(name, version)
    written = task.scratch / "requirements.txt"
    written.write_text("".join(f"{name}=={version}\n" for name, version in sorted(named.items())), encoding="utf-8")
    return [
        task.program, "-r", str(written), "--no-deps", "--disable-pip", "-f", "json", "--progress-spinner", "off",
        "--cache-dir", str(task.scratch / "cache"), "--desc", "off", "--aliases", "on", "--timeout", "15",
    ]  # fmt: skip


def _read(ran: Ran, task: Task) -> Report:
    if ran.code not in {0, 1} or not ran.text.strip():
        return Report("incomplete", f"pip-audit ended with code {ran.code}: {ran.last_words}")
    entries = json.loads(ran.text)["dependencies"]
    faults: list[Fault] = []
    unknown = [str(entry["name"]) for entry in entries if "skip_reason" in entry]
    for entry in entries:
        vulnerabilities = entry.get("vulns", ())
        for pin in task.errand.pins if vulnerabilities else ():
            if (pin.name, pin.version) == (entry["name"], entry.get("version")):
                faults += [
                    known_fault(pin, str(one["id"]), [str(each) for each in one.get("aliases", ())],
                                [str(each) for each in one.get("fix_versions", ())])
                    for one in vulnerabilities
                ]  # fmt: skip
    asked = len(entries) - len(unknown)
    if unknown:
        why = f"{len(unknown):,} of {len(entries):,} packages are unknown to the server it asks ({unknown[0]})"
        return Report("incomplete", f"{why}; {len(faults):,} vulnerabilities in the others", tuple(faults))
    if not faults:
        return Report("passed", f"nothing is known against {asked:,} pinned packages")
    return Report("failed", f"{len(faults):,} known vulnerabilities in {asked:,} pinned packages", tuple(faults))


def known_fault(
    pin: Pin, name: str, aliases: list[str], fixed: list[str], about: str = "", severity: Severity = Severity.MEDIUM
) -> Fault:
    """One known vulnerability of one pin, in the same words whichever source knows it."""
    called = next((one for one in (name, *aliases) if one.startswith("CVE-")), name)
    known = f" ({called})" if called != name else ""
    told = f": {about}" if about else ""
    fix = f"Take {pin.name} {fixed[-1]} or later." if fixed else "No fixed version is known; leave it out or fence it."
    message = f"{pin.name} {pin.version} is known to be vulnerable, {name}{known}{told}"
    return Fault(f"{pin.name}/{name}", pin.at, message, severity, fix, subject=f"{pin.name} {called}")


PIP_AUDIT: Final = Tool(
    name="pip-audit",
    quoted="pip-audit -r requirements.txt --no-deps --disable-pip",
    command=_command,
    read=_read,
    reads=WHERE,
    project="pip_audit",
    needs_network=True,
    signs=("pip_audit", "gh-action-pip-audit"),
    limits=Limits(seconds=300.0),
)
