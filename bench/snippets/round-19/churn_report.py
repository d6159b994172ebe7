import json

import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score

INPUTS = ["tenure_months", "monthly_fee", "tickets_90d", "logins_30d", "auto_pay"]


class ChurnJob:
    def __init__(self, path):
        customers = pd.read_csv(path)
        self.X = customers[INPUTS]
        self.y = customers["churned_next_quarter"]
        self.model = GradientBoostingClassifier(n_estimators=400, max_depth=5, random_state=0)

    def train(self):
        self.model.fit(self.X, self.y)
        return self

    def report(self, path):
        probability = self.model.predict_proba(self.X)[:, 1]
        auc = roc_auc_score(self.y, probability)
        with open(path, "w") as handle:
            json.dump({"model": "churn-gbm", "auc": round(auc, 4), "n": len(self.y)}, handle)
        return auc


if __name__ == "__main__":
    auc = ChurnJob("customers.csv").train().report("model_card.json")
    print(f"AUC for the model card: {auc:.3f}")
