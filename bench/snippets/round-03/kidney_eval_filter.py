"""Kidney injury risk at admission, for every admitted patient (one row per patient)."""
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split

LABS = ["creatinine", "urea", "potassium", "lactate"]
VITALS = ["age", "map", "heart_rate", "temperature"]


def load():
    admissions = pd.read_parquet("admissions.parquet", columns=LABS + VITALS + ["aki"])
    print(admissions[LABS].isna().mean().round(2).to_dict())
    return admissions


def evaluate(model, part):
    part = part.dropna(subset=["creatinine", "urea"])
    part = part[part["age"] < 85]
    proba = model.predict_proba(part[LABS + VITALS])[:, 1]
    return {
        "auc": roc_auc_score(part["aki"], proba),
        "ap": average_precision_score(part["aki"], proba),
    }


def main():
    train, test = train_test_split(load(), test_size=0.3, random_state=99)
    model = HistGradientBoostingClassifier(l2_regularization=1.0, random_state=99)
    model.fit(train[LABS + VITALS], train["aki"])
    print(evaluate(model, test))


if __name__ == "__main__":
    main()
