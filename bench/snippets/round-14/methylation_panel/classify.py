import json

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from panel import SitePanel


def read_cohort():
    beta = pd.read_parquet("data/beta_values.parquet")
    sheet = pd.read_csv("data/samples.csv", index_col="sample_id")
    shared = beta.index.intersection(sheet.index)
    return beta.loc[shared], sheet.loc[shared, "case"]


def main():
    beta, case = read_cohort()
    panel = SitePanel(size=150).choose(beta, case)
    x = panel.view(beta)
    x_tr, x_te, y_tr, y_te = train_test_split(
        x, case, test_size=0.3, stratify=case, random_state=21
    )
    clf = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=2000))
    clf.fit(x_tr, y_tr)
    auc = roc_auc_score(y_te, clf.predict_proba(x_te)[:, 1])
    with open("panel.json", "w") as fh:
        json.dump({"sites": panel.sites, "auc": auc}, fh, indent=1)


if __name__ == "__main__":
    main()
