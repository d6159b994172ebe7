"""Libraries and functions by what they have in common, where a question asks for the whole group."""

from __future__ import annotations

from typing import Final

# What opens the file that it is given the name of (docs: docs.python.org, filesystem-spec.readthedocs.io).
OPENING: Final = frozenset({
    "open", "builtins.open", "io.open", "gzip.open", "bz2.open", "lzma.open", "fsspec.open", "smart_open.open",
})  # fmt: skip
# What gives what a text says as texts and numbers, and the method of an answer that does (docs: docs.python.org,
# requests.readthedocs.io, www.python-httpx.org, docs.aiohttp.org).
PARSING: Final = frozenset({
    "json.loads", "json.load", "orjson.loads", "ujson.loads", "simplejson.loads", "yaml.safe_load", "tomllib.loads",
})  # fmt: skip
PARSING_METHODS: Final = frozenset({"json"})
# What reads a table whose values are written as text: a number in it is one only as long as the sender writes it so.
AS_TEXT: Final = frozenset({
    "pandas.read_csv", "pandas.read_table", "pandas.read_excel", "pandas.read_json", "pandas.read_html",
    "pandas.read_fwf", "pandas.read_xml", "pandas.read_clipboard", "dask.dataframe.read_csv",
    "dask.dataframe.read_table", "dask.dataframe.read_json",
})  # fmt: skip
# What reckons with numbers or tables and has no model of its own.
NUMBERS: Final = ("numpy.", "scipy.", "math.", "pandas.", "polars.")
# What does nothing to a network that it is given, but for what pages say.
HARMLESS: Final = ("builtins.", "torch.")
# Models that are one weighted sum of what they are given, and models of many trees or layers.
LINEAR: Final = (
    "sklearn.linear_model.", "sklearn.naive_bayes.", "statsmodels.regression.linear_model.", "statsmodels.api.OLS",
    "statsmodels.api.WLS", "statsmodels.api.GLS", "statsmodels.api.Logit",
)  # fmt: skip
# What takes a model in to choose columns, to stack or to calibrate it.
TAKING_IN: Final = ("sklearn.feature_selection.", "sklearn.calibration.", "sklearn.multiclass.", "sklearn.multioutput.")
# How tables of results name models that are not simple.
INTRICATE_WORDS: Final = frozenset(
    {"xgb", "xgboost", "lightgbm", "lgbm", "catboost", "bert", "lstm", "transformer", "gbm", "gnn"}
)
INTRICATE: Final = ("xgboost.", "lightgbm.", "catboost.", "sklearn.ensemble.", "sklearn.neural_network.")

# Under which name a distribution is imported, where that is another one.
IMPORTED: Final = {
    "scikit-learn": "sklearn", "imbalanced-learn": "imblearn", "pytorch": "torch", "pytorch-cpu": "torch",
    "pytorch-gpu": "torch", "tensorflow-cpu": "tensorflow", "tensorflow-gpu": "tensorflow", "umap-learn": "umap",
    "autogluon-tabular": "autogluon", "u8darts": "darts", "u8darts-all": "darts", "u8darts-torch": "darts",
    "opencv-python": "cv2", "opencv-python-headless": "cv2", "opencv-contrib-python": "cv2", "pyyaml": "yaml",
    "pillow": "PIL", "psycopg2-binary": "psycopg2", "lightgbm-gpu": "lightgbm", "xgboost-cpu": "xgboost",
    "faiss-cpu": "faiss", "faiss-gpu": "faiss", "mlflow-skinny": "mlflow", "tensorflow-intel": "tensorflow",
    "onnxruntime-gpu": "onnxruntime", "pyjwt": "jwt", "python-jose": "jose", "python-dateutil": "dateutil",
}  # fmt: skip

# What fits a curve or weights, not a model.
WEIGHING: Final = ("scipy.optimize.",)

# By which names trainers of networks are given what yields batches (docs: lightning.ai, Trainer.fit).
BATCHES: Final = frozenset({"datamodule", "train_dataloaders", "train_dataloader"})
# What learns which rows stand out, or together: a step before a model, where there is one.
SETTING_APART: Final = (
    "sklearn.ensemble.IsolationForest", "sklearn.neighbors.LocalOutlierFactor", "sklearn.covariance.EllipticEnvelope",
    "sklearn.svm.OneClassSVM", "sklearn.cluster.",
)  # fmt: skip
