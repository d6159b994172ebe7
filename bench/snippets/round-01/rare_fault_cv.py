import argparse

import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import make_pipeline
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score
from sklearn.model_selection import cross_validate, train_test_split
from sklearn.preprocessing import PowerTransformer


def model(seed):
    return make_pipeline(
        PowerTransformer(),
        SMOTE(sampling_strategy=0.3, random_state=seed),
        RandomForestClassifier(n_estimators=400, random_state=seed, n_jobs=-1),
    )


def main(path, seed):
    faults = pd.read_csv(path)
    y = faults.pop("fault")
    X_dev, X_final, y_dev, y_final = train_test_split(faults, y, test_size=0.2, stratify=y, random_state=seed)

    cv = cross_validate(model(seed), X_dev, y_dev, cv=5, scoring=["average_precision", "recall"])
    for key in ("test_average_precision", "test_recall"):
        print(f"{key:<24} {cv[key].mean():.3f} ({cv[key].std():.3f})")

    final = model(seed).fit(X_dev, y_dev)
    print("held-out AP", average_precision_score(y_final, final.predict_proba(X_final)[:, 1]))


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("path")
    ap.add_argument("--seed", type=int, default=0)
    main(**vars(ap.parse_args()))
