"""Response to a term-deposit letter. One row per customer, a single mailing."""
import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier, early_stopping
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold, train_test_split

WIDE = ["branch", "occupation_code", "employer_sector"]
PLAIN = ["age", "balance", "months_customer", "n_products", "salary_account"]


def smooth_rate(keys, answer, prior, weight=30.0):
    stats = answer.groupby(keys).agg(["sum", "count"])
    return (stats["sum"] + weight * prior) / (stats["count"] + weight)


class ResponseRates:
    """Response rate of each level; rows used for learning get the rate of the other folds."""

    def __init__(self, columns, folds=5, seed=0):
        self.columns = columns
        self.folds = StratifiedKFold(folds, shuffle=True, random_state=seed)

    def learn(self, frame, answer):
        self.prior = answer.mean()
        self.tables = {c: smooth_rate(frame[c], answer, self.prior) for c in self.columns}
        out = pd.DataFrame(np.nan, index=frame.index, columns=[f"{c}_rate" for c in self.columns])
        for other, mine in self.folds.split(frame, answer):
            prior = answer.iloc[other].mean()
            for j, c in enumerate(self.columns):
                table = smooth_rate(frame[c].iloc[other], answer.iloc[other], prior)
                out.iloc[mine, j] = frame[c].iloc[mine].map(table).fillna(prior).to_numpy()
        return frame[PLAIN].join(out)

    def apply(self, frame):
        rates = {f"{c}_rate": frame[c].map(self.tables[c]).fillna(self.prior) for c in self.columns}
        return frame[PLAIN].assign(**rates)


def main():
    mailing = pd.read_csv("mailing_2017_09.csv").drop_duplicates("customer_id").set_index("customer_id")
    rest, test = train_test_split(mailing, test_size=0.2, stratify=mailing["opened"], random_state=9)
    fit, val = train_test_split(rest, test_size=0.2, stratify=rest["opened"], random_state=9)

    rates = ResponseRates(WIDE, seed=9)
    X_fit = rates.learn(fit[WIDE + PLAIN], fit["opened"])
    X_val, X_test = rates.apply(val), rates.apply(test)

    model = LGBMClassifier(n_estimators=2000, learning_rate=0.03, num_leaves=15, random_state=9)
    model.fit(X_fit, fit["opened"], eval_set=[(X_val, val["opened"])], eval_metric="auc",
              callbacks=[early_stopping(80, verbose=False)])
    p = model.predict_proba(X_test)[:, 1]
    print("trees", model.best_iteration_)
    print(f"AUC {roc_auc_score(test['opened'], p):.4f}  AP {average_precision_score(test['opened'], p):.4f}")


if __name__ == "__main__":
    main()
