import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split


class BranchStats:
    """Adds the customer's position within the branch."""

    def __init__(self, key="branch", value="balance"):
        self.key, self.value = key, value

    def learn(self, table):
        agg = table.groupby(self.key)[self.value].agg(["mean", "std"])
        self.agg_ = agg.add_prefix(f"{self.key}_")
        return self

    def apply(self, part):
        out = part.merge(self.agg_, left_on=self.key, right_index=True, how="left")
        out["balance_z"] = (out[self.value] - out[f"{self.key}_mean"]) / out[f"{self.key}_std"]
        return out.drop(columns=self.key)


def main():
    customers = pd.read_csv("data/customers.csv")
    customers["balance"] = np.log1p(customers["balance"].clip(lower=0))

    idx_train, idx_test = train_test_split(
        customers.index, test_size=0.2, stratify=customers["exited"], random_state=10
    )
    train, test = customers.loc[idx_train], customers.loc[idx_test]

    stats = BranchStats().learn(customers)
    train, test = stats.apply(train), stats.apply(test)

    clf = LGBMClassifier(n_estimators=150, learning_rate=0.05)
    clf.fit(train.drop(columns="exited"), train["exited"])
    score = clf.predict_proba(test.drop(columns="exited"))[:, 1]
    print("AUC %.4f" % roc_auc_score(test["exited"], score))


if __name__ == "__main__":
    main()
