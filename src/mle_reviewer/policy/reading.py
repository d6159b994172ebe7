"""Reads the policy of one tree from `mle-reviewer.toml` or `[tool.mle-reviewer]` in `pyproject.toml`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from mle_reviewer.policy.policy import POLICY_FILE, PYPROJECT, Policy, PolicyError
from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.gap import Gap

_TABLE = "tool.mle-reviewer"


def read_policy(tree: Tree, known: Collection[str]) -> Policy:
    """The policy that stands in the tree, or the defaults; PolicyError when it is there and cannot be used."""
    own = read_bytes(tree, POLICY_FILE)
    table = _pyproject_table(tree)
    if own is not None and table is not None:
        raise PolicyError(f"{POLICY_FILE} and [{_TABLE}] in {PYPROJECT} both hold a policy; keep one of them")
    if own is not None:
        where, table = POLICY_FILE, toml(own, POLICY_FILE)
    else:
        where = f"{PYPROJECT} [{_TABLE}]"
    if table is None:
        return Policy(at=tree.label)
    from mle_reviewer.policy.schema import as_policy

    return as_policy(table, where=where, at=tree.label, known=known)


def read_bytes(tree: Tree, path: str) -> bytes | None:
    """The bytes of a file that steers the review, None when there is none; PolicyError when it cannot be read."""
    if path not in tree.paths():
        return None
    found = tree.read(path)
    if isinstance(found, Gap):
        raise PolicyError(f"{path}: {found.why}")
    return found.data


def toml(data: bytes, path: str) -> dict[str, Any]:
    """The TOML document, or a PolicyError that names the line."""
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise PolicyError(f"{path}: not UTF-8") from None
    except ValueError as error:
        raise PolicyError(f"{path}: not valid TOML: {error}") from None
    except RecursionError:
        raise PolicyError(f"{path}: nests too deeply") from None


def _pyproject_table(tree: Tree) -> dict[str, Any] | None:
    data = read_bytes(tree, PYPROJECT)
    if data is None or b"mle-reviewer" not in data:  # most projects do not name us: nothing to parse, nothing to import
        return None
    tools = toml(data, PYPROJECT).get("tool", {})
    table = tools.get("mle-reviewer") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise PolicyError(f"{PYPROJECT}: {_TABLE}: expected a table")
    return table
