import numpy as np
import pandas as pd
from feature_engine.discretisation import EqualFrequencyDiscretiser
from feature_engine.encoding import RareLabelEncoder, WoEEncoder
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline

SEED = 2


def scorecard_matrix(apps: pd.DataFrame, bad: pd.Series) -> pd.DataFrame:
    numeric = ["age", "income", "months_at_address", "n_inquiries"]
    nominal = ["occupation", "residence", "channel"]
    encoder = make_pipeline(
        EqualFrequencyDiscretiser(q=8, variables=numeric, return_object=True),
        RareLabelEncoder(tol=0.03, n_categories=4, variables=nominal),
        WoEEncoder(variables=numeric + nominal, fill_value=0.0001),
    )
    return encoder.fit_transform(apps[numeric + nominal], bad)


def cross_gini(X, y, k=5):
    oof = np.zeros(len(y))
    for fold, (tr, va) in enumerate(StratifiedKFold(k, shuffle=True, random_state=SEED).split(X, y)):
        lr = LogisticRegression(C=1.0, max_iter=1000)
        lr.fit(X.iloc[tr], y.iloc[tr])
        oof[va] = lr.predict_proba(X.iloc[va])[:, 1]
        print(f"fold {fold}: {2 * roc_auc_score(y.iloc[va], oof[va]) - 1:.4f}")
    return 2 * roc_auc_score(y, oof) - 1


if __name__ == "__main__":
    apps = pd.read_csv("data/applications.csv")
    bad = apps.pop("bad_12m")
    X = scorecard_matrix(apps, bad)
    print("gini", cross_gini(X, bad))
