"""Reading the change: base and head found, compared by one `git diff`, and told file by file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from mle_reviewer.sources.base import Span, checked, resolve_span
from mle_reviewer.sources.change import Change, ChangedFile, Hunk, Status, Tree
from mle_reviewer.sources.conflicts import conflict_lines
from mle_reviewer.sources.diff import Entry, compare
from mle_reviewer.sources.document import TEXT_KINDS, Document, kind_of, lfs_pointer
from mle_reviewer.sources.folder import FolderTree
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.git import Git, NoRepositoryError, is_zero, open_repository
from mle_reviewer.sources.trees import commit_tree, index_tree
from mle_reviewer.sources.work_tree import WorkingTree, filtered

