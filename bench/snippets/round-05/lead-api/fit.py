import joblib
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

from model import NOMINAL, NUMERIC, new_model

if __name__ == "__main__":
    leads = pd.read_csv("data/leads.csv")
    train, test = train_test_split(leads, test_size=0.2, stratify=leads["won"], random_state=4)
    model = new_model().fit(train[NUMERIC + NOMINAL], train["won"])
    print("AUC", roc_auc_score(test["won"], model.predict_proba(test[NUMERIC + NOMINAL])[:, 1]))
    joblib.dump(model, "lead_model.joblib")
