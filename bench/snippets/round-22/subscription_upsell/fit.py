import sys

import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import log_loss, roc_auc_score

from tables import PROFILE, modelling_table

INPUTS = PROFILE + ["offer_hour", "offer_weekday", "discount_pct"]
VALID_FROM = pd.Timestamp("2023-08-01")
TEST_FROM = pd.Timestamp("2023-10-01")


def main(folder):
    table = modelling_table(folder)
    when = table["offered_at"]
    train = table[when < VALID_FROM]
    valid = table[(when >= VALID_FROM) & (when < TEST_FROM)]
    test = table[when >= TEST_FROM]

    model = CatBoostClassifier(iterations=1500, learning_rate=0.04, depth=6, random_seed=12, verbose=200)
    model.fit(
        train[INPUTS], train["accepted"],
        eval_set=(valid[INPUTS], valid["accepted"]),
        early_stopping_rounds=80,
    )
    p = model.predict_proba(test[INPUTS])[:, 1]
    print("AUC", round(roc_auc_score(test["accepted"], p), 3))
    print("log loss", round(log_loss(test["accepted"], p), 4))
    model.save_model("upsell.cbm")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "data")
