from collections.abc import Callable

import numpy as np
import pandas as pd
from sklearn import metrics
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, SplineTransformer

Metric = Callable[[np.ndarray, np.ndarray], float]

ON_LABELS: dict[str, Metric] = {
    "accuracy": metrics.accuracy_score,
    "f1": metrics.f1_score,
    "mcc": metrics.matthews_corrcoef,
}
ON_SCORES: dict[str, Metric] = {
    "auc": metrics.roc_auc_score,
    "ap": metrics.average_precision_score,
    "brier": metrics.brier_score_loss,
}


def table(y, p) -> dict[str, float]:
    out = {name: f(y, p >= 0.5) for name, f in ON_LABELS.items()}
    out |= {name: f(y, p) for name, f in ON_SCORES.items()}
    return out


adults = pd.read_csv("data/adults.csv")
y = (adults.pop("income") == ">50K").astype(int)
X_train, X_test, y_train, y_test = train_test_split(adults, y, test_size=0.3, stratify=y, random_state=45)

pre = make_column_transformer(
    (SplineTransformer(n_knots=6), ["age", "hours"]),
    (OneHotEncoder(handle_unknown="ignore"), ["education", "occupation", "sex"]),
)
model = make_pipeline(pre, LogisticRegression(max_iter=2000)).fit(X_train, y_train)
p_test = model.predict_proba(X_test)[:, 1]

rows = {"all": table(y_test.to_numpy(), p_test)}
for sex in sorted(X_test["sex"].unique()):
    mask = (X_test["sex"] == sex).to_numpy()
    rows[sex] = table(y_test.to_numpy()[mask], p_test[mask])
print(pd.DataFrame(rows).T.round(3))
