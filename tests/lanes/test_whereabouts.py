"""Where tools are found: in environments of the user, never in files of the reviewed repository."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from mle_reviewer.lanes.whereabouts import Whereabouts
from mle_reviewer.sources.change import Change, Tree
from mle_reviewer.sources.document import Document
from mle_reviewer.sources.gap import Gap
from tests.lanes.making import program, tree


def test_the_projects_own_environment_comes_first(tmp_path: Path) -> None:
    root = tmp_path / "project"
    head = tree(root, {"train.py": ""})
    (root / ".git").mkdir()
    own = program(root / ".venv", "ruff", "", version="1.2.3")
    (root / ".venv" / "pyvenv.cfg").write_text("home = /usr")
    other = program(tmp_path / "other", "ruff", "", version="0.1")
    found = Whereabouts.of(Change(None, head, "all", (), root=str(root)), {"PATH": str(other)}).find("ruff")
    assert found is not None
    assert (found.path, found.version) == (str(own / "ruff"), "1.2.3")


def test_a_tracked_environment_is_never_started(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    program(root / ".venv", "ruff", "")
    head = tree(root, {".venv/pyvenv.cfg": "home = /usr", "train.py": ""})
    change = Change(None, Tracked(head, ".venv/bin/ruff"), "all", (), root=str(root))
    assert Whereabouts.of(change, {}).find("ruff") is None


def test_one_that_base_tracked_is_none_either(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    program(root / ".venv", "ruff", "")
    head = tree(root, {".venv/pyvenv.cfg": "home = /usr"})
    change = Change(Tracked(head, ".venv/bin/ruff"), Tracked(head, "train.py"), "b..h", (), root=str(root))
    assert Whereabouts.of(change, {}).find("ruff") is None


def test_a_linked_environment_is_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    program(tmp_path / "elsewhere", "ruff", "")
    (tmp_path / "elsewhere" / "pyvenv.cfg").write_text("home = /usr")
    (root / ".venv").symlink_to(tmp_path / "elsewhere")
    change = Change(None, Tracked(tree(root, {"train.py": ""}), "train.py"), "all", (), root=str(root))
    assert Whereabouts.of(change, {}).find("ruff") is None


def test_links_that_a_change_may_bring_are_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    program(root / "evil", "ruff", "")
    tree(root, {"evil/pyvenv.cfg": "home = /usr"})
    change = Change(None, Tracked(tree(root, {}), "evil/bin/ruff"), "all", (), root=str(root))
    (root / "venv").mkdir()
    (root / "venv/pyvenv.cfg").symlink_to(root / "evil/pyvenv.cfg")
    (root / "venv/bin").symlink_to(root / "evil/bin")
    assert Whereabouts.of(change, {}).folders == ()
    program(root / ".venv", "mypy", "")
    (root / ".venv/pyvenv.cfg").write_text("home = /usr")
    (root / ".venv/bin/ruff").symlink_to(root / "evil/bin/ruff")
    assert Whereabouts.of(change, {}).folders == ()
    (root / ".venv/bin/ruff").unlink()
    assert Whereabouts.of(change, {}).find("mypy") is not None


def test_folders_of_the_path_that_lie_in_the_tree_are_left_out(tmp_path: Path) -> None:
    root = tmp_path / "project"
    inside = program(root / "tools", "ruff", "")
    (tmp_path / "link").symlink_to(inside)
    change = Change(None, tree(root, {"train.py": ""}), "all", (), root=str(root))
    path = os.pathsep.join([str(inside), str(tmp_path / "link"), "tools/bin", ".", ""])
    where = Whereabouts.of(change, {"PATH": path, "VIRTUAL_ENV": str(root / "tools")})
    assert where.folders == ()
    assert where.find("ruff") is None


def test_a_file_that_cannot_be_started_is_no_program(tmp_path: Path) -> None:
    folder = program(tmp_path / "user", "ruff", "")
    (folder / "ruff").chmod(0o644)
    change = Change(None, tree(tmp_path / "project", {"train.py": ""}), "all", (), root=str(tmp_path / "project"))
    assert Whereabouts.of(change, {"PATH": str(folder)}).find("ruff") is None


def test_versions_of_names_with_capitals_and_hyphens(tmp_path: Path) -> None:
    folder = program(tmp_path / "user", "pip-audit", "", version="2.0")
    (tmp_path / "user/lib/python3.12/site-packages/TorchFix-0.7.dist-info").mkdir()
    (tmp_path / "user/lib/python3.12/site-packages/TorchFix-0.7.dist-info/METADATA").write_text("Version: 0.7\n")
    program(tmp_path / "user", "torchfix", "")
    change = Change(None, tree(tmp_path / "project", {}), "all", (), root=str(tmp_path / "project"))
    where = Whereabouts.of(change, {"PATH": str(folder)})
    versions = [found.version if (found := where.find(name)) else "" for name in ("pip-audit", "torchfix")]
    assert versions == ["2.0", "0.7"]


class Tracked:
    """A tree that holds only these paths, whatever its folder shows."""

    def __init__(self, inner: Tree, *paths: str) -> None:
        self._inner = inner
        self._paths = dict.fromkeys(paths, "0" * 40)

    @property
    def label(self) -> str:
        """What a person calls it."""
        return self._inner.label

    def paths(self) -> Mapping[str, str]:
        """Only what is tracked."""
        return self._paths

    def read(self, path: str) -> Document | Gap:
        """What the folder holds."""
        return self._inner.read(path)

    def read_many(self, paths: Iterable[str]) -> Mapping[str, Document | Gap]:
        """The same for many."""
        return self._inner.read_many(paths)
