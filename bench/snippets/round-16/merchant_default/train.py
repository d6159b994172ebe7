import json

import xgboost as xgb
from sklearn.metrics import brier_score_loss, roc_auc_score

from tables import modelling_table

INPUTS = [
    "amount", "term_weeks", "risk_tier", "open_disputes", "payout_hold",
    "monthly_turnover", "amount_to_turnover",
]


def by_date(table):
    day = table["decided_at"]
    train = table[day < "2021-01-01"]
    valid = table[(day >= "2021-10-01") & (day < "2022-01-01")]
    test = table[day >= "2022-10-01"]
    return train, valid, test


def main():
    train, valid, test = by_date(modelling_table())
    model = xgb.XGBClassifier(
        n_estimators=1500, learning_rate=0.03, max_depth=4, subsample=0.8, early_stopping_rounds=60
    )
    model.fit(train[INPUTS], train["defaulted"], eval_set=[(valid[INPUTS], valid["defaulted"])], verbose=False)
    risk = model.predict_proba(test[INPUTS])[:, 1]
    result = {
        "auc": roc_auc_score(test["defaulted"], risk),
        "brier": brier_score_loss(test["defaulted"], risk),
        "rounds": int(model.best_iteration),
    }
    print(json.dumps(result, indent=2))
    model.save_model("merchant.json")


if __name__ == "__main__":
    main()
