"""How libraries write down, inside the models that they store, which of their versions wrote them."""

from __future__ import annotations

from typing import Final

# attribute of a stored object → distribution whose version it is (scikit-learn 1.7: `BaseEstimator.__getstate__`)
VERSIONS: Final = {"_sklearn_version": "scikit-learn", "__version__": ""}
# format → distribution whose version the format's own field for it states
WRITERS: Final = {"keras": "keras", "xgboost": "xgboost", "skops": "skops"}
# names that a model in a text or in JSON is stored under: others are not opened to look
STORED_AS: Final = r"(?:xgb|lgb|gbm|booster|model)[^/]*\.(?:json|txt|ubj|bst|xgb|lgb)$"
# file that describes a folder in which a model is stored, with its environment beside it (MLflow 3, "MLmodel")
DESCRIBING: Final = {
    "MLmodel": {
        "version": ("run_id", "model_uuid", "model_id"),
        "configuration": ("signature",),
        "environment": ("requirements.txt", "conda.yaml", "python_env.yaml"),
    }
}
# distributions whose stored models only their own version is promised to load, and how much of it has to be the same
SAME: Final = {"scikit-learn": 2, "keras": 1}
