"""What the names in a record of a run stand for."""

import pytest

from mle_reviewer.knowledge.run_fields import fields

_LIBRARIES = frozenset({"sklearn", "xgboost"})


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("best_params", {"parameters"}),
        ("random_state", {"parameters"}),
        ("roc_auc", {"metrics"}),
        ("model_path", {"the artifact"}),
        ("dataset_sha256", {"the data"}),
        ("git_commit", {"the commit"}),
        ("feature_names", {"preprocessing"}),
        ("sklearn_version", {"versions of libraries"}),
        ("feature_fraction", set()),
        ("orders", set()),
    ],
)
def test_a_name_stands_for_what_it_says(name: str, meant: set[str]) -> None:
    """Each name of a record is one of the seven things, or none."""
    assert fields(name, _LIBRARIES) == meant
