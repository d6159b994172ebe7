"""Fraud score for motor claims, one claim per policy."""
import category_encoders as ce
import pandas as pd
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import RandomizedSearchCV, train_test_split
from xgboost import XGBClassifier

CODES = ["repair_shop", "postcode3", "vehicle_model", "broker"]
AMOUNTS = ["claimed_eur", "excess_eur", "vehicle_age", "days_to_report", "n_parties"]
LABEL = "confirmed_fraud"


def read_claims(path):
    claims = pd.read_csv(path, dtype={"postcode3": str})
    claims = claims.drop_duplicates("policy_id")
    for code in CODES:
        claims[code] = claims[code].fillna("none").str.lower()
    return claims


def numeric_view(claims):
    """Model matrix: amounts as they are, codes as shrunken rates."""
    encoder = ce.JamesSteinEncoder(cols=CODES)
    rates = encoder.fit_transform(claims[CODES], claims[LABEL])
    return pd.concat([claims[AMOUNTS], rates.add_suffix("_rate")], axis=1)


def search_space():
    return {
        "max_depth": [3, 4, 6],
        "learning_rate": [0.03, 0.05, 0.1],
        "subsample": [0.7, 0.9],
        "min_child_weight": [1, 5, 20],
    }


def main():
    claims = read_claims("data/motor_claims.csv")
    X = numeric_view(claims)
    y = claims[LABEL]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=21
    )
    search = RandomizedSearchCV(
        XGBClassifier(n_estimators=300, eval_metric="aucpr"),
        search_space(),
        n_iter=12,
        scoring="average_precision",
        cv=4,
        random_state=21,
    )
    search.fit(X_train, y_train)
    score = search.predict_proba(X_test)[:, 1]
    print("AP ", round(average_precision_score(y_test, score), 3))
    print("AUC", round(roc_auc_score(y_test, score), 3))


if __name__ == "__main__":
    main()
