"""Probability of a 90-day arrear within a year of a card application."""
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

from sources import BUREAU_COLUMNS, applications, bureau

FEATURES = ["income", "age", "requested_limit", "months_at_address", *BUREAU_COLUMNS]
TRAIN_END = pd.Timestamp("2021-06-30")
TEST_START = pd.Timestamp("2022-07-01")


def assemble():
    return applications().merge(bureau(), on="customer_id", how="left")


def main():
    table = assemble()
    train = table[table["applied_at"] <= TRAIN_END]
    test = table[table["applied_at"] >= TEST_START]
    model = HistGradientBoostingClassifier(max_iter=250, learning_rate=0.06, random_state=0)
    model.fit(train[FEATURES], train["arrear_90d_12m"])
    auc = roc_auc_score(test["arrear_90d_12m"], model.predict_proba(test[FEATURES])[:, 1])
    print(f"{len(train)} / {len(test)} applications, AUC {auc:.3f}, Gini {2 * auc - 1:.3f}")


if __name__ == "__main__":
    main()
