"""Values for services on one's own machine: settings beside a host that nobody else reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.questions.values.addresses import is_this_machine

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_JOINS: Final = re.compile(r"[-_.:/@!#]")
_WORD: Final = re.compile(r"[A-Z]?[a-z]{2,}\d{0,4}|[A-Z]{2,}\d{0,4}|\d{1,4}")
_LEAST: Final = 2  # words that are joined
_SETTING: Final = re.compile(
    r"[ \t]{0,60}(?:export[ \t]{1,8})?(?P<name>[A-Za-z_][A-Za-z0-9_]{0,60})[ \t]{0,8}=[ \t]{0,8}[\"']?"
    r"(?P<value>[^\s\"'#]{1,300})"
)
_HOSTS: Final = frozenset({"host", "hostname", "server", "addr", "address", "endpoint", "uri", "url", "dsn"})
_HOST: Final = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]{0,30}://)?(?:[^\s/@]{0,200}@)?(?P<host>\[[^\]]{1,40}\]|[^\s:/?,@]{1,120})"
)
_AROUND: Final = "host.docker.internal"  # the machine around a container
_OF_STORE: Final = re.compile(r"aws_(?:secret_access_key|access_key_id)", re.IGNORECASE)
_STORE: Final = re.compile(r"(?:^|_)(?:aws|s3|minio)_(?:[a-z0-9]{1,20}_)?endpoint(?:_|$)")
_COMPOSE: Final = re.compile(r"(?:^|/)(?:docker-)?compose[^/]{0,60}\.ya?ml$")


def of_own_machine(system: System, lines: Sequence[str], name: str, value: str) -> bool:
    """Whether a value opens only a service that nobody reaches but one's own machine, and containers beside it.

    Of words the variables beside it that name the host say so, or a compose file that sets up the service with the same
    value. A key of AWS is one of a store of one's own where every endpoint beside it is.
    """
    services, compose = system.once(_composed)
    if _OF_STORE.fullmatch(name):
        stores = list(_stores(lines))
        return bool(stores) and all(_is_own(one, services) for one in stores)
    if not _is_words(name, value):
        return False
    hosts = list(_hosts(lines, name, value))
    if hosts:
        return all(_is_own(one, services) for one in hosts)
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", compose) is not None


def _is_words(name: str, value: str) -> bool:
    """Whether a value is words that are joined; the name of the service is one, whatever its signs (`neo4j`)."""
    said = frozenset(name.lower().split("_"))
    some = _JOINS.split(value)
    return len(some) >= _LEAST and all(_WORD.fullmatch(one) or one.lower() in said for one in some)


def _is_own(host: str, services: frozenset[str]) -> bool:
    return is_this_machine(host) or host.lower() in {_AROUND, *services}


def _stores(lines: Sequence[str]) -> Iterator[str]:
    """The hosts of the stores that settings name."""
    for line in lines:
        found = _SETTING.match(line)
        if found is not None and _STORE.search(found["name"].lower()) and (host := _HOST.match(found["value"])):
            yield host["host"]


def _hosts(lines: Sequence[str], name: str, value: str) -> Iterator[str]:
    """The hosts that the settings of one service name, or that an address names which holds the value."""
    mark = name.partition("_")[0].lower() + "_"
    for line in lines:
        found = _SETTING.match(line)
        if found is None:
            continue
        other, said = found["name"].lower(), found["value"]
        some = words(other)
        names_host = other.startswith(mark) and bool(some) and some[-1] in _HOSTS
        if (names_host or f":{value}@" in said) and (host := _HOST.match(said)) is not None:
            yield host["host"]


def _composed(system: System) -> tuple[frozenset[str], str]:
    """The names of the services that compose files of the tree set up, and what those files say."""
    services: set[str] = set()
    texts: list[str] = []
    for path in system.of_kind("yaml"):
        document = system.document(path) if _COMPOSE.search(path.lower()) else None
        if document is None:
            continue
        texts.append(document.data.decode("utf-8", "replace"))
        for root in system.roots(path):
            under = root.get("services")
            services |= {one.lower() for one, _ in under.items()} if under is not None else set()
    return frozenset(services), "\n".join(texts)
