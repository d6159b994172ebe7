import json

import joblib
import numpy as np
from scipy.stats import loguniform, randint
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.model_selection import RandomizedSearchCV, StratifiedKFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import PowerTransformer

SPACE = {
    "clf__learning_rate": loguniform(1e-3, 3e-1),
    "clf__n_estimators": randint(100, 800),
    "clf__max_depth": randint(2, 7),
    "clf__subsample": [0.6, 0.8, 1.0],
}


def main():
    store = np.load("data/bearing_features.npz")
    X, y = store["X"], store["y"]

    pipe = Pipeline([("power", PowerTransformer()), ("clf", GradientBoostingClassifier(random_state=0))])
    search = RandomizedSearchCV(
        pipe,
        SPACE,
        n_iter=200,
        scoring="f1_macro",
        cv=StratifiedKFold(5, shuffle=True, random_state=0),
        n_jobs=-1,
        random_state=0,
    )
    search.fit(X, y)

    summary = {"f1_macro": search.best_score_, "params": {k: str(v) for k, v in search.best_params_.items()}}
    print(f"Model performance (macro F1): {search.best_score_:.3f}")
    json.dump(summary, open("reports/performance.json", "w"), indent=2)
    joblib.dump(search.best_estimator_, "models/bearing.joblib")


if __name__ == "__main__":
    main()
