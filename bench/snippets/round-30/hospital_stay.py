"""Predict prolonged stay (over 7 days) when the patient is admitted."""
import numpy as np
import pandas as pd
import statsmodels.api as sm
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import train_test_split

BASE = ["age", "charlson", "emergency", "bmi"]


def read_admissions(path):
    adm = pd.read_csv(path, parse_dates=["admitted", "discharged"])
    adm = adm.sort_values("admitted").drop_duplicates("patient_id", keep="first")
    adm["days"] = (adm["discharged"] - adm["admitted"]).dt.total_seconds() / 86400
    return adm


def design(adm):
    X = adm[BASE].astype(float).copy()
    X["night"] = adm["admitted"].dt.hour.isin(range(0, 6)).astype(float)
    X["weekend"] = (adm["admitted"].dt.dayofweek >= 5).astype(float)
    X["log_bill"] = np.log1p(adm["invoice_total"])
    X["male"] = (adm["sex"] == "M").astype(float)
    return sm.add_constant(X)


def main():
    adm = read_admissions("admissions.csv").dropna(subset=BASE + ["invoice_total", "days"])
    X = design(adm)
    y = (adm["days"] > 7).astype(int)
    X_fit, X_out, y_fit, y_out = train_test_split(X, y, test_size=0.3, stratify=y, random_state=19)
    fit = sm.Logit(y_fit, X_fit).fit(disp=0)
    print(fit.summary2().tables[1][["Coef.", "P>|z|"]])
    p = fit.predict(X_out)
    print(f"AUC {roc_auc_score(y_out, p):.3f}  Brier {brier_score_loss(y_out, p):.3f}")


if __name__ == "__main__":
    main()
