"""30-day readmission model from discharge summaries (one row per patient)."""
import argparse

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import train_test_split

LABS = ["creatinine", "sodium", "haemoglobin", "albumin", "crp"]
VITALS = ["sbp", "heart_rate", "resp_rate", "temperature"]
NUMERIC = LABS + VITALS + ["age", "length_of_stay"]


class DischargeTable:
    def __init__(self, path):
        self.frame = pd.read_csv(path, usecols=NUMERIC + ["sex", "readmitted_30d"])
        self.frame["male"] = (self.frame["sex"] == "M").astype(int)
        self.train = self.test = None
        self.fill = None
        self.limits = None

    def split(self, share, seed):
        self.train, self.test = train_test_split(
            self.frame, test_size=share, random_state=seed,
            stratify=self.frame["readmitted_30d"],
        )
        return self

    def learn(self):
        self.fill = self.frame[NUMERIC].median()
        self.limits = self.frame[NUMERIC].quantile([0.01, 0.99])
        return self

    def matrix(self, part):
        numeric = part[NUMERIC].fillna(self.fill)
        numeric = numeric.clip(self.limits.loc[0.01], self.limits.loc[0.99], axis=1)
        return numeric.assign(male=part["male"]), part["readmitted_30d"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--table", default="data/discharges.csv")
    parser.add_argument("--share", type=float, default=0.25)
    parser.add_argument("--model", choices=["boost", "logit"], default="logit")
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()

    table = DischargeTable(args.table).split(args.share, args.seed).learn()
    X_train, y_train = table.matrix(table.train)
    X_test, y_test = table.matrix(table.test)

    if args.model == "boost":
        model = HistGradientBoostingClassifier(max_depth=4, random_state=args.seed)
    else:
        model = LogisticRegression(max_iter=2000)
    model.fit(X_train, y_train)
    p = model.predict_proba(X_test)[:, 1]
    print(f"AUC {roc_auc_score(y_test, p):.3f}  Brier {brier_score_loss(y_test, p):.4f}")


if __name__ == "__main__":
    main()
