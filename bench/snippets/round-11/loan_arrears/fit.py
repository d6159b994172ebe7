import sys

from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

from dataset import application_rows

TRAIN_UNTIL = "2021-12-31"
TEST_FROM = "2023-01-01"


def main(folder):
    rows, inputs = application_rows(folder)
    train = rows[rows["applied_at"] <= TRAIN_UNTIL]
    test = rows[rows["applied_at"] >= TEST_FROM]
    model = HistGradientBoostingClassifier(max_iter=300, learning_rate=0.05, random_state=4)
    model.fit(train[inputs], train["default_12m"])
    auc = roc_auc_score(test["default_12m"], model.predict_proba(test[inputs])[:, 1])
    print(f"trained on {len(train)}, tested on {len(test)} applications, AUC {auc:.3f}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "data")
