import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.metrics import roc_auc_score

INPUTS = ["requested_limit", "income", "bureau_score", "open_accounts"]


class RequestHistory:
    def __init__(self, folder):
        self.requests = pd.read_parquet(f"{folder}/requests.parquet").sort_values("requested_at")
        self.bureau = pd.read_parquet(f"{folder}/bureau_updates.parquet").sort_values("reported_at")

    def joined(self):
        return pd.merge_asof(
            self.requests, self.bureau,
            left_on="requested_at", right_on="reported_at",
            by="client_id", direction="backward", allow_exact_matches=False,
        )


def main():
    table = RequestHistory("credit").joined()
    # bad_12m is settled twelve months after the request
    train = table[table["requested_at"] < "2020-01-01"]
    test = table[table["requested_at"] >= "2021-01-01"]
    model = LGBMClassifier(n_estimators=300, learning_rate=0.04)
    model.fit(train[INPUTS], train["bad_12m"])
    print("AUC", roc_auc_score(test["bad_12m"], model.predict_proba(test[INPUTS])[:, 1]))


if __name__ == "__main__":
    main()
