"""Which alert rules a Prometheus of the repository loads, and which stand in files that it does not name."""

from __future__ import annotations

import posixpath
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.manifests import manifests
from mle_reviewer.system.questions.monitoring.signals import metrics_in
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.system import System

_MACHINES: Final = ("node_", "kube_", "kubelet_", "container_", "machine_", "etcd_")


def loaded_alerts(system: System) -> tuple[Manifest, ...]:
    """The alerts, apart from those in files of rules that no `rule_files` of the repository names."""
    return tuple(one for one in system.manifests.get("alert", ()) if one.path not in system.once(_left_out))


def left_out(system: System) -> tuple[Manifest, ...]:
    """The alerts in files of rules that stand beside the configuration of a Prometheus which does not load them."""
    return tuple(one for one in system.manifests.get("alert", ()) if one.path in system.once(_left_out))


def written_down(system: System) -> tuple[Manifest, ...]:
    """Rules that stand beside the documentation, from where nothing loads them; those on machines apart."""
    return system.once(_written_down)


def _written_down(system: System) -> tuple[Manifest, ...]:
    found: list[Manifest] = []
    for path in system.of_kind("yaml"):
        if tier(path) == "docs" and "alert" in path.lower():
            found += [
                one for root in system.roots(path) for one in manifests(path, root, system.conventions)
                if one.role == "alert" and not of_machines(one)
            ]  # fmt: skip
    return tuple(found)


def of_machines(one: Manifest) -> bool:
    """Whether an alert asks only for metrics of machines and clusters."""
    names = metrics_in(one.text("condition"))
    return bool(names) and all(name.startswith(_MACHINES) for name in names)


def _left_out(system: System) -> frozenset[str]:
    """Files of rules in the plain form that Prometheus reads itself, where nothing but pages spells their names."""
    named = set(_named(system))
    if not named:
        return frozenset()
    files = {one.path for one in system.manifests.get("alert", ()) if _plain(system, one.path)}
    idle = {path for path in files if not any(fnmatchcase(posixpath.basename(path), one) for one in named)}
    return frozenset(path for path in idle if not _spelled(system, path))


def _named(system: System) -> list[str]:
    """The names of files that configurations load, the last part of each."""
    found: list[str] = []
    for path in {one.path for one in system.manifests.get("scrape", ())}:
        for root in system.roots(path):
            files = root.get("rule_files")
            found += [
                posixpath.basename(text)
                for one in (files.elements() if files is not None else ())
                if (text := one.text())
            ]
    return found


def _plain(system: System, path: str) -> bool:
    return all(root.get("groups") is not None and root.get("kind") is None for root in system.roots(path))


def _spelled(system: System, path: str) -> bool:
    """Whether a manifest, a script or an image names the file: it may be put where it is loaded."""
    name = posixpath.basename(path).encode()
    others = [one for one in system.of_kind("yaml", "shell", "makefile") if one != path]
    others += [image.path for image in system.dockerfiles]
    return any(_states(data, name) for _path, data in system.reader.plain(others))


def _states(data: bytes, name: bytes) -> bool:
    """Whether a line that is no comment holds a name."""
    return any(name in line and not line.lstrip().startswith(b"#") for line in data.splitlines())
