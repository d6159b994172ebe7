import joblib
import yaml
from lightgbm import LGBMClassifier
from sklearn.metrics import average_precision_score, classification_report
from sklearn.model_selection import train_test_split

from rows import build_rows


def main():
    with open("config.yaml") as handle:
        cfg = yaml.safe_load(handle)
    X, y = build_rows(cfg)
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=cfg["holdout"], stratify=y, random_state=cfg["seed"]
    )
    model = LGBMClassifier(**cfg["model"], random_state=cfg["seed"])
    model.fit(X_train, y_train)
    scores = model.predict_proba(X_test)[:, 1]
    print("AP", average_precision_score(y_test, scores))
    print(classification_report(y_test, scores > 0.5))
    joblib.dump(model, "models/claims.joblib")


if __name__ == "__main__":
    main()
