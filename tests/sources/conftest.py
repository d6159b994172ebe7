"""What the tests of sources share: an empty repository to fill."""

from __future__ import annotations

import pytest

from tests.sources.repositories import Repo, new_repository


@pytest.fixture
def repo(tmp_path) -> Repo:
    return new_repository(tmp_path)
