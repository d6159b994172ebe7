"""MI3: whether the alerts have a threshold and somebody who is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.program.codeowners import read_codeowners
from mle_reviewer.system.code.terms import Group
from mle_reviewer.system.questions.monitoring.loaded_rules import left_out, loaded_alerts, of_machines, written_down
from mle_reviewer.system.questions.monitoring.signals import MACHINES, metrics_in, signal_of
from mle_reviewer.system.questions.monitoring.telling import told
from mle_reviewer.system.questions.monitoring.watching import code_alarms, serves_a_model
from mle_reviewer.system.questions.serving.hidden import hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.program.codeowners import Owners
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

ITEM = "MI3"
_COMPARED: Final = re.compile(r"[<>]|==|!=|\babsent\b")
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_PROCESSORS: Final = frozenset({
    "cpu", "memory", "disk", "utilization", "utilisation", "percentage", "percent", "usage", "used", "free", "average",
    "space", "bytes", "reserved", "working", "set", "working_set",
})  # fmt: skip
_HERE: Final = re.compile(
    r"https?://(?:localhost|127\.[\d.]{1,12}|host\.docker\.internal|[\w-]{1,60})(?::\d{1,5})?(?:/|$)"
)
_ADDRESS: Final = re.compile(r"https?://|\S{1,80}@\S{1,80}$|#")
_ITSELF: Final = re.compile(
    r"^https?://(?:[\w-]{0,40}alertmanager[\w.-]{0,60}|localhost|127\.0\.0\.1):9093/api/|^https?://[\w.-]{0,60}alertmanager[\w.-]{0,60}(?::\d{1,5})?/api/v[12]/alerts"
)


def answer(system: System) -> Answer:
    """Evidence are alerts of the application with a threshold and an owner; machines alone do not count."""
    if serves_a_model(system) is None:
        return Answer(ITEM, reason="nothing in the repository serves a model")
    alerts = [one for one in loaded_alerts(system) if not of_machines(one)]
    alerts.sort(key=lambda one: _of_processors(one) or _of_jobs(one))
    idle = [] if alerts else [one for one in left_out(system) if not of_machines(one)]
    owners, routed = _owners(system), _routed(system)
    vague = [one.name for one in alerts if not _threshold(one)]
    alone = [one.name for one in alerts if not routed and not _owner(one, owners)]
    by_code, made = told(system), code_alarms(system)
    written = written_down(system) if not alerts and not made else ()
    missing = [] if alerts else [*_open_in_code(made)]
    if written:
        missing.append("something that loads these rules: they stand in a folder of documentation")
    if idle and not made:
        missing.append("something that loads these rules: no `rule_files` names their file")
    if alerts and not routed and _back_to_itself(system):
        missing.append("somebody who is told: the receiver hands alerts back to Alertmanager")
    if not alerts and by_code and not any(one.person for one in by_code):
        missing.append("an owner: whom it tells is a setting")
    if by_code and not alerts and not any(one.limit for one in by_code):
        missing.append("a threshold for what code tells")
    if by_code and not alerts and not any(one.scheduled for one in by_code):
        missing.append("something that runs the code that tells")
    if (silent := _unrouted(system)) and not routed:
        missing.append(f"somebody who is told: `{silent}` names no Alertmanager")
    if alerts and all(_of_processors(one) or _of_jobs(one) for one in alerts) and not by_code:
        missing.append("an alert on the answers: those that there are watch machines or jobs alone")
    if vague:
        missing.append(f"a threshold: {_named(vague)}")
    if alone:
        missing.append(f"an owner or a receiver: {_named(alone)}")
    return Answer(
        ITEM,
        evidence=(
            *(evidence(ITEM, one.at, _says(one)) for one in (*alerts[:8], *written[:4], *idle[:4])),
            *(
                evidence(ITEM, system.where(sign.path, sign.pos), f"code makes the alarm `{(*names, sign.name)[0]}`")
                for sign, names in made[:4]
            ),
            *(evidence(ITEM, one.at, f"`{one.by}` tells somebody what was seen of the model") for one in by_code),
        ),
        missing=tuple(missing),
        unread=hidden(system, "alert"),
        looked_for="alert rules of Prometheus, Grafana and clouds, their labels, receivers, owners of their files; "
        "messages that code sends",
        next_step="Add `labels: {severity: …, team: …}` to each rule."
        if alerts or by_code or made
        else "Write one alert on the predictions, with `for`, severity and team.",
    )


def _open_in_code(made: tuple[tuple[Sign, tuple[str, ...]], ...]) -> Iterator[str]:
    """What is not seen of the alarms that code makes."""
    if any(sign.given("threshold") is None for sign, _ in made):
        yield "a threshold of an alarm that code makes"
    if made and not any(_heard(sign) for sign, _ in made):
        yield "an owner or a receiver of the alarms that code makes"


def _heard(sign: Sign) -> bool:
    """Whether an alarm that code makes starts something, by what it is given."""
    given = sign.given("receivers")
    return given is not None and not (isinstance(given, Group) and not given.items)


def _named(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""  # noqa: PLR2004 - names that a line holds
    return f"{', '.join(names[:3])}{more}"


def _says(one: Manifest) -> str:
    return f"the alert `{one.name}` states its threshold" if _threshold(one) else f"the alert `{one.name}`"


def _unrouted(system: System) -> str:
    """The configuration of a Prometheus that has rules and tells nobody; "" where there is none, or it tells."""
    silent = ""
    for path in {one.path for one in system.manifests.get("scrape", ()) if one.entry.get("job_name") is not None}:
        for root in system.roots(path):
            if root.get("scrape_configs") is not None and root.get("rule_files") is not None:
                if root.get("alerting") is not None:
                    return ""
                silent = silent or path
    return silent


def _of_processors(one: Manifest) -> bool:
    names = [name for entry in one.all("condition") for name in _WORD.findall(entry.text() or "")]
    return bool(names) and {name.lower() for name in names} <= _PROCESSORS


def _of_jobs(one: Manifest) -> bool:
    return signal_of(one.name, *metrics_in(one.text("condition"))) == MACHINES


def _threshold(one: Manifest) -> bool:
    return one.one("threshold") is not None or any(
        _COMPARED.search(entry.text() or "") or isinstance(entry.value, (int, float)) for entry in one.all("condition")
    )


def _owner(one: Manifest, owners: Owners | None) -> bool:
    if one.one("owner") is not None:
        return True
    told = [entry.text() or "" for entry in one.all("receivers")]
    if any("@" in text or one.known.slots.get("receivers") != ("message",) for text in told if text):
        return True
    return owners is not None and bool(owners.owners(one.path))


def _owners(system: System) -> Owners | None:
    for path in system.paths:
        if path in {"CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"}:
            document = system.document(path)
            return read_codeowners(document)[0] if document is not None else None
    return None


def _only_here(receiver: Entry) -> bool:
    """Whether a receiver only hands alerts to a program beside it, by an address without a domain."""
    kinds = {str(key).lower() for key, inner in receiver.items() if inner.value not in (None, [], {})} - {"name", "uid"}
    addresses = [text for key, inner in receiver.walk() if key and key[-1] == "url" and (text := inner.text())]
    hooks = kinds <= {"webhook_configs", "webhookconfigs"}
    return hooks and bool(addresses) and all(_HERE.match(address) for address in addresses)


def _back_to_itself(system: System) -> bool:
    """Whether every receiver that is told anything is Alertmanager again."""
    addresses = [
        text
        for one in system.manifests.get("alert-routing", ())
        for receiver in one.all("receivers")
        for _, inner in receiver.walk()
        if (text := inner.text()) and _ADDRESS.match(text)
    ]
    return bool(addresses) and all(_ITSELF.search(one) for one in addresses)


def _routed(system: System) -> bool:
    """Whether alerts go to somebody by default, or everything has an owner in a catalogue."""
    for one in system.manifests.get("alert-routing", ()):
        for receiver in one.all("receivers"):
            told = [inner for key, inner in receiver.items() if key not in {"name", "uid"}]
            if any(inner.value not in (None, [], {}) for inner in told) and not _only_here(receiver):
                return True
    return any(one.text("owner") for one in system.manifests.get("owner", ()))
