"""Train the consumer loan model and score application files overnight."""
import argparse
from pathlib import Path

import joblib
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

NUMERIC = ["income", "requested_amount", "term_months", "employment_years", "open_credits"]
CATEGORICAL = ["purpose", "housing", "region"]
MODEL_FILE = Path("artifacts/loan_model.joblib")


class Design:
    def __init__(self):
        self.scaler = StandardScaler()
        self.codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)

    def learn(self, frame):
        self.scaler.fit(frame[NUMERIC])
        self.codes.fit(frame[CATEGORICAL])
        return self

    def build(self, frame):
        out = pd.DataFrame(self.scaler.transform(frame[NUMERIC]), columns=NUMERIC, index=frame.index)
        out[CATEGORICAL] = self.codes.transform(frame[CATEGORICAL])
        return out


def train(path):
    loans = pd.read_csv(path)
    fit, check = train_test_split(
        loans, test_size=0.25, stratify=loans["default_12m"], random_state=17
    )
    design = Design().learn(fit)
    model = GradientBoostingClassifier(n_estimators=300, max_depth=3, random_state=17)
    model.fit(design.build(fit), fit["default_12m"])
    risk = model.predict_proba(design.build(check))[:, 1]
    print("AUC", roc_auc_score(check["default_12m"], risk))
    joblib.dump(model, MODEL_FILE)


class NightlyScorer:
    def __init__(self, model_file=MODEL_FILE):
        self.model = joblib.load(model_file)

    def score(self, applications):
        rows = Design().learn(applications).build(applications)
        risk = self.model.predict_proba(rows)[:, 1]
        return applications[["application_id"]].assign(default_risk=risk)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=["train", "score"])
    parser.add_argument("path")
    parser.add_argument("--out", default="out/risk.csv")
    args = parser.parse_args()
    if args.action == "train":
        train(args.path)
    else:
        NightlyScorer().score(pd.read_csv(args.path)).to_csv(args.out, index=False)


if __name__ == "__main__":
    main()
