import sys

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from xgboost import XGBClassifier


def rank_columns(X: pd.DataFrame, y: pd.Series) -> list[str]:
    probe = RandomForestClassifier(n_estimators=500, max_depth=8, n_jobs=-1, random_state=0)
    probe.fit(X, y)
    order = np.argsort(probe.feature_importances_)[::-1]
    return [X.columns[i] for i in order]


def main(path: str, keep: int = 30) -> None:
    icu = pd.read_parquet(path)
    y = icu.pop("sepsis")
    icu = icu.fillna(-1)

    chosen = rank_columns(icu, y)[:keep]
    print("keeping", ", ".join(chosen))

    X_tr, X_te, y_tr, y_te = train_test_split(icu[chosen], y, test_size=0.2, stratify=y, random_state=0)
    model = XGBClassifier(n_estimators=400, max_depth=4, learning_rate=0.05)
    model.fit(X_tr, y_tr)
    print("AUC", roc_auc_score(y_te, model.predict_proba(X_te)[:, 1]))


if __name__ == "__main__":
    main(sys.argv[1])
