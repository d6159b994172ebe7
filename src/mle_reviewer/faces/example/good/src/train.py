"""Train the churn model and write it down with its metrics."""

import json
from pathlib import Path

import joblib
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from src.features import CATEGORICAL, LABEL, NUMERIC, build_features, load_customers

MODELS = Path("models")
STRENGTHS = {"logisticregression__C": [0.01, 0.03, 0.1, 0.3, 1.0, 3.0]}


def make_model():
    """Return the model with all its preprocessing, not fitted yet; each fold is prepared once and remembered."""
    numeric = make_pipeline(SimpleImputer(strategy="mean"), StandardScaler())
    categorical = OneHotEncoder(handle_unknown="ignore")
    columns = ColumnTransformer([("numeric", numeric, NUMERIC), ("categorical", categorical, CATEGORICAL)])
    return make_pipeline(columns, LogisticRegression(max_iter=1000), memory="models/prepared")


def main():
    customers = load_customers("data/customers.csv")
    X = build_features(customers)
    y = customers[LABEL]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=7)

    search = GridSearchCV(make_model(), STRENGTHS, scoring="roc_auc", cv=5)
    search.fit(X_train, y_train)

    scores = search.predict_proba(X_test)[:, 1]
    metrics = {"auc": roc_auc_score(y_test, scores), "ap": average_precision_score(y_test, scores)}
    MODELS.mkdir(exist_ok=True)
    joblib.dump(search.best_estimator_, MODELS / "churn.joblib")
    (MODELS / "metrics.json").write_text(json.dumps(metrics, indent=2))


if __name__ == "__main__":
    main()
