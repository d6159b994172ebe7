"""Monthly churn model for the post-paid contracts."""
import argparse
from pathlib import Path

import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split

USAGE = ["minutes_out", "data_gb", "roaming_days", "complaints", "tenure_months"]
PLANS = ["tariff", "handset_class", "payment_type"]
TARGET = "left_within_60d"


class ContractFiller:
    """Fills gaps in usage and plan columns and puts usage on one scale."""

    def __init__(self, contracts):
        usage = contracts[USAGE]
        self.middle = usage.median()
        self.spread = usage.quantile(0.9) - usage.quantile(0.1)
        self.common = {c: contracts[c].mode().iloc[0] for c in PLANS}

    def __call__(self, part):
        out = part.copy()
        out[USAGE] = (out[USAGE].fillna(self.middle) - self.middle) / self.spread
        for col, value in self.common.items():
            out[col] = out[col].fillna(value)
        return out


def design(part, columns=None):
    wide = pd.get_dummies(part[USAGE + PLANS], columns=PLANS, dtype=float)
    if columns is not None:
        wide = wide.reindex(columns=columns, fill_value=0.0)
    return wide


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--contracts", type=Path, default=Path("data/contracts.csv"))
    parser.add_argument("--out", type=Path, default=Path("models/churn.joblib"))
    parser.add_argument("--seed", type=int, default=20)
    args = parser.parse_args()

    contracts = pd.read_csv(args.contracts).drop_duplicates("contract_id")
    train, test = train_test_split(
        contracts, test_size=0.25, stratify=contracts[TARGET], random_state=args.seed
    )
    filler = ContractFiller(contracts)
    train, test = filler(train), filler(test)

    x_train = design(train)
    x_test = design(test, x_train.columns)
    model = LogisticRegression(C=0.5, max_iter=2000)
    model.fit(x_train, train[TARGET])

    scores = model.predict_proba(x_test)[:, 1]
    print(f"AUC {roc_auc_score(test[TARGET], scores):.3f}")
    print(f"AP  {average_precision_score(test[TARGET], scores):.3f}")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    joblib.dump({"filler": filler, "columns": list(x_train.columns), "model": model}, args.out)


if __name__ == "__main__":
    main()
