"""The stages that a tree's pipeline definitions state, read once."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from mle_reviewer.program.pipelines.documents import definitions, stages_of
from mle_reviewer.sources.gap import Gap

if TYPE_CHECKING:
    from mle_reviewer.program.pipelines.stage import Stage
    from mle_reviewer.program.reading import Reader


def read_stages(reader: Reader, paths: Collection[str]) -> tuple[Stage, ...]:
    """The stages of every dvc.yaml, Makefile, CI workflow, MLproject and shell script; gaps go to the reader."""
    found: list[Stage] = []
    wanted = definitions(paths)
    documents = reader.tree.read_many(wanted)
    for path in wanted:
        document = documents[path]
        if isinstance(document, Gap):
            reader.gaps.append(document)
            continue
        stages, gaps = stages_of(document, reader.entries)
        reader.gaps.extend(gaps)
        found.extend(stages)
    return tuple(found)
