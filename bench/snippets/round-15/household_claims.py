"""Probability of a water-damage claim in the policy year."""
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_score, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler, TargetEncoder

AREA = ["postcode", "municipality", "roof_type"]
HOUSE = ["build_year", "floor_area", "n_bathrooms", "insured_sum"]


def pipeline(smooth, c):
    prepare = ColumnTransformer([
        ("area", TargetEncoder(smooth=smooth, target_type="binary", random_state=0), AREA),
        ("house", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), HOUSE),
    ])
    return Pipeline([
        ("prepare", prepare),
        ("logit", LogisticRegression(C=c, max_iter=2000)),
    ])


def choose(X, y):
    folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=0)
    results = {}
    for smooth in ("auto", 20.0, 200.0):
        for c in (0.1, 1.0):
            scores = cross_val_score(pipeline(smooth, c), X, y, cv=folds, scoring="neg_log_loss")
            results[smooth, c] = scores.mean()
    return max(results, key=results.get)


def main():
    policies = pd.read_parquet("policies_2023.parquet").drop_duplicates("house_id")
    X, y = policies[AREA + HOUSE], policies["water_claim"]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=23
    )
    smooth, c = choose(X_train, y_train)
    model = pipeline(smooth, c).fit(X_train, y_train)
    proba = model.predict_proba(X_test)[:, 1]
    print(f"smooth={smooth} C={c}")
    print(f"AUC {roc_auc_score(y_test, proba):.3f}  log loss {log_loss(y_test, proba):.4f}")


if __name__ == "__main__":
    main()
