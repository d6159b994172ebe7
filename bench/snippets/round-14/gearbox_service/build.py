import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupShuffleSplit

from shape import prepare


def main():
    readings = pd.read_parquet("bench/readings.parquet")
    splitter = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=16)
    here, there = next(splitter.split(readings, groups=readings["gearbox"]))
    train, test = readings.iloc[here], readings.iloc[there]

    x, shape = prepare(train)
    forest = RandomForestClassifier(n_estimators=500, min_samples_leaf=4, random_state=16, n_jobs=2)
    forest.fit(x, train["worn"])

    z, _ = prepare(test, shape)
    score = average_precision_score(test["worn"], forest.predict_proba(z)[:, 1])
    print(f"average precision on {test['gearbox'].nunique()} unseen gearboxes: {score:.3f}")
    joblib.dump({"forest": forest, "shape": shape}, "gearbox.joblib")


if __name__ == "__main__":
    main()
