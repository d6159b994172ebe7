"""Panel score of a bottle from its laboratory sheet."""
from pathlib import Path

import joblib
import pandas as pd
import yaml
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, KFold, train_test_split

from model import build


def main():
    cfg = yaml.safe_load(Path("config.yaml").read_text())
    bottles = pd.read_csv(cfg["data"]).drop_duplicates("bottle_id")
    bottles = bottles.dropna(subset=[cfg["target"]])
    X = bottles[cfg["numeric"] + cfg["categorical"]]
    y = bottles[cfg["target"]]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=cfg["holdout"], random_state=cfg["seed"]
    )
    search = GridSearchCV(
        build(cfg),
        cfg["grid"],
        cv=KFold(5, shuffle=True, random_state=cfg["seed"]),
        scoring="neg_mean_absolute_error",
        n_jobs=-1,
    )
    search.fit(X_train, y_train)
    print("setting", search.best_params_, "CV MAE", round(-search.best_score_, 3))
    print("holdout MAE", round(mean_absolute_error(y_test, search.predict(X_test)), 3))
    joblib.dump(search.best_estimator_, "wine_panel.joblib")


if __name__ == "__main__":
    main()
