from typing import Dict, Tuple

import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def clean(donors: pd.DataFrame) -> pd.DataFrame:
    donors = donors.drop_duplicates("donor_no")
    return donors[donors["age"].isna() | donors["age"].between(18, 100)]


def make_model_input(donors: pd.DataFrame, features: Dict) -> pd.DataFrame:
    num, coded = features["numeric"], features["coded"]
    filled = SimpleImputer(strategy="median").fit_transform(donors[num])
    scaled = StandardScaler().fit_transform(filled)
    out = pd.DataFrame(scaled, columns=num, index=donors.index)
    out = out.join(pd.get_dummies(donors[coded], columns=coded, dtype=float))
    out["gave_again"] = donors["gave_again"]
    return out


def split_rows(model_input: pd.DataFrame, split: Dict) -> Tuple[pd.DataFrame, pd.DataFrame]:
    a, b = train_test_split(model_input, stratify=model_input["gave_again"], **split)
    return a, b


def fit_model(rows: pd.DataFrame) -> LogisticRegression:
    return LogisticRegression(C=0.5, max_iter=1000).fit(rows.drop(columns="gave_again"), rows["gave_again"])


def score_model(model: LogisticRegression, rows: pd.DataFrame) -> Dict[str, float]:
    p = model.predict_proba(rows.drop(columns="gave_again"))[:, 1]
    return {"auc": float(roc_auc_score(rows["gave_again"], p))}
