"""Faulty circuit boards from in-line measurements, one row per board."""
import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import average_precision_score, classification_report
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.preprocessing import RobustScaler

SENSORS = [f"probe_{i:02d}" for i in range(24)]


def load(path="boards.parquet"):
    boards = pd.read_parquet(path).drop_duplicates("serial_no")
    return boards[SENSORS], boards["faulty"].astype(int)


def tuned(X, y):
    steps = Pipeline(
        [
            ("fill", SimpleImputer(strategy="median")),
            ("scale", RobustScaler()),
            ("balance", SMOTE(random_state=19)),
            ("forest", RandomForestClassifier(300, n_jobs=-1, random_state=19)),
        ]
    )
    grid = {
        "balance__sampling_strategy": [0.1, 0.3, 1.0],
        "balance__k_neighbors": [3, 5],
        "forest__min_samples_leaf": [1, 5, 20],
    }
    folds = StratifiedKFold(5, shuffle=True, random_state=19)
    return GridSearchCV(steps, grid, scoring="average_precision", cv=folds).fit(X, y)


def main():
    X, y = load()
    print(f"{len(y)} boards, {y.mean():.2%} faulty")
    X_line, X_check, y_line, y_check = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=19
    )
    model = tuned(X_line, y_line)
    print("cross-validated AP", round(model.best_score_, 3), model.best_params_)
    p = model.predict_proba(X_check)[:, 1]
    print("AP on the held-out boards", round(average_precision_score(y_check, p), 3))
    print(classification_report(y_check, model.predict(X_check), digits=3))


if __name__ == "__main__":
    main()
