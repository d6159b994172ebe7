"""Train the churn model and write it down with its metrics."""

import json
from pathlib import Path

import joblib
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from src.features import CATEGORICAL, LABEL, NUMERIC, build_features, load_customers

MODELS = Path("models")


def make_model():
    """Return the model, not fitted yet; the numbers arrive filled and scaled."""
    categorical = OneHotEncoder(handle_unknown="ignore")
    columns = ColumnTransformer([("categorical", categorical, CATEGORICAL)], remainder="passthrough")
    return make_pipeline(columns, LogisticRegression(max_iter=1000))


def main():
    customers = load_customers("data/customers.csv")
    X = build_features(customers)
    scaler = StandardScaler()
    X[NUMERIC] = scaler.fit_transform(X[NUMERIC])
    y = customers[LABEL]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=7)

    model = make_model()
    model.fit(X_train, y_train)

    scores = model.predict_proba(X_test)[:, 1]
    metrics = {"auc": roc_auc_score(y_test, scores), "ap": average_precision_score(y_test, scores)}
    MODELS.mkdir(exist_ok=True)
    joblib.dump((scaler, model), MODELS / "churn.joblib")
    (MODELS / "metrics.json").write_text(json.dumps(metrics, indent=2))


if __name__ == "__main__":
    main()
