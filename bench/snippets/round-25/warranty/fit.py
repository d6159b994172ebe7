import joblib
import pandas as pd
import yaml
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import average_precision_score, classification_report
from sklearn.model_selection import train_test_split


def main():
    with open("config.yaml") as fh:
        cfg = yaml.safe_load(fh)
    units = pd.read_parquet(cfg["table"])
    X, y = units.drop(columns=cfg["target"]), units[cfg["target"]]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=cfg["holdout"], stratify=y, random_state=cfg["seed"]
    )
    forest = ExtraTreesClassifier(n_estimators=600, random_state=cfg["seed"], n_jobs=-1)
    forest.fit(X_train, y_train)
    proba = forest.predict_proba(X_test)[:, 1]
    print("average precision", average_precision_score(y_test, proba))
    print(classification_report(y_test, forest.predict(X_test)))
    joblib.dump(forest, cfg["model"])


if __name__ == "__main__":
    main()
