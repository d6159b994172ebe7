import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

CODES = ["employer_sector", "job_family", "state"]


def dummies(df, columns=None):
    wide = pd.get_dummies(df, columns=CODES, dtype=float)
    return wide if columns is None else wide.reindex(columns=columns, fill_value=0.0)


apps = pd.read_csv("visa_applications.csv")
apps["certified"] = apps["status"].eq("CERTIFIED").astype(int)
apps["wage_ratio"] = apps["offered_wage"] / apps["prevailing_wage"]
apps = apps[CODES + ["wage_ratio", "full_time", "certified"]]

tr, te = train_test_split(apps, test_size=0.2, stratify=apps["certified"], random_state=71)
y_tr, y_te = tr.pop("certified"), te.pop("certified")
mid = tr["wage_ratio"].median()
spread = tr["wage_ratio"].quantile(0.75) - tr["wage_ratio"].quantile(0.25)


def ready(part, columns=None):
    part = part.copy()
    part["wage_ratio"] = ((part["wage_ratio"].fillna(mid) - mid) / spread).clip(-5, 5)
    part["full_time"] = part["full_time"].map({"Y": 1.0, "N": 0.0}).fillna(1.0)
    return dummies(part, columns)


D_tr = ready(tr)
D_te = ready(te, D_tr.columns)

lr = LogisticRegression(C=1.0, max_iter=3000).fit(D_tr, y_tr)
print("AUC", roc_auc_score(y_te, lr.predict_proba(D_te)[:, 1]))
