"""Rent arrears model, trained once a quarter. One row per tenant."""
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

from prepare import TARGET, Prepare


def main():
    tenants = pd.read_csv("tenants.csv").dropna(subset=[TARGET])
    train, test = train_test_split(tenants, test_size=0.2, random_state=2, stratify=tenants[TARGET])
    prepare = Prepare().fit(train)
    model = LogisticRegression(C=0.5, max_iter=2000)
    model.fit(prepare.transform(train), train[TARGET])
    p = model.predict_proba(prepare.transform(test))[:, 1]
    print("AUC", round(roc_auc_score(test[TARGET], p), 3))
    joblib.dump(model, "arrears.joblib")


if __name__ == "__main__":
    main()
