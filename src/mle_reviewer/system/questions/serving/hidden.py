"""Configuration that could not be read, by what it may declare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mle_reviewer.sources.gap import Gap
    from mle_reviewer.system.system import System

_LEAST: Final = 4  # letters of a word that says something by itself


def hidden(system: System, *roles: str) -> tuple[Gap, ...]:
    """The gaps of documents in which the words stand by which pages know these roles."""
    if not system.manifests and not system.configuration.unread:
        return ()
    words = {
        pattern.encode()
        for known in system.conventions.documents
        if known.role in roles
        for patterns in known.match.values()
        for pattern in patterns
        if pattern.isalpha() and len(pattern) >= _LEAST
    }
    if "alert" in roles:
        words |= {b"alert:", b"aws_cloudwatch_metric_alarm"}
    unread = (one for one in system.configuration.unread if not _of_ci(one.gap.path))
    return tuple(one.gap for one in unread if any(word in one.data for word in words))


def _of_ci(path: str) -> bool:
    """Whether a document says what runs on a change, and declares nothing that is deployed."""
    return "/.github/" in f"/{path}"
