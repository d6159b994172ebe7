import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

from bureau import FIELDS
from dataset import OWN, build

CUT = pd.Timestamp("2022-01-01")
HORIZON = pd.DateOffset(months=12)


def main():
    table = build("raw/applications.parquet", "raw/bureau.parquet")
    train = table[table["applied_at"] < CUT - HORIZON]
    test = table[table["applied_at"] >= CUT]
    cols = OWN + FIELDS
    model = HistGradientBoostingClassifier(max_iter=300, learning_rate=0.05, random_state=0)
    model.fit(train[cols], train["default_12m"])
    auc = roc_auc_score(test["default_12m"], model.predict_proba(test[cols])[:, 1])
    print(f"AUC {auc:.3f}, Gini {2 * auc - 1:.3f}")


if __name__ == "__main__":
    main()
