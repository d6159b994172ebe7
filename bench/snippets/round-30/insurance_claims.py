"""Rare large claims: choose a resampling ratio and report on the natural mix."""
import pandas as pd
from imblearn.over_sampling import SMOTENC
from imblearn.pipeline import Pipeline
from imblearn.under_sampling import RandomUnderSampler
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, confusion_matrix
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.preprocessing import OneHotEncoder

NUMS = ["driver_age", "car_value", "annual_km", "bonus_class", "power"]
CATS = ["fuel", "county"]


def chain():
    nominal = list(range(len(NUMS), len(NUMS) + len(CATS)))
    onehot = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), nominal), remainder="passthrough"
    )
    return Pipeline([
        ("more", SMOTENC(categorical_features=nominal, sampling_strategy=0.1, random_state=6)),
        ("fewer", RandomUnderSampler(sampling_strategy=0.5, random_state=6)),
        ("onehot", onehot),
        ("forest", RandomForestClassifier(400, random_state=6, n_jobs=-1)),
    ])


def main():
    policies = pd.read_csv("policies.csv").drop_duplicates("policy_no").dropna(subset=NUMS + CATS)
    X, y = policies[NUMS + CATS].to_numpy(dtype=object), policies["large_claim"].to_numpy()
    X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, test_size=0.25, random_state=6)
    grid = GridSearchCV(
        chain(),
        {"more__sampling_strategy": [0.05, 0.1, 0.2], "forest__min_samples_leaf": [1, 5, 20]},
        scoring="average_precision",
        cv=StratifiedKFold(4, shuffle=True, random_state=6),
    )
    grid.fit(X_train, y_train)
    print(grid.best_params_)
    print("AP", average_precision_score(y_test, grid.predict_proba(X_test)[:, 1]))
    print(confusion_matrix(y_test, grid.predict(X_test)))


if __name__ == "__main__":
    main()
