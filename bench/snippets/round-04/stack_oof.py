import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold, cross_val_predict, train_test_split
from sklearn.naive_bayes import GaussianNB


def base_models(seed):
    return [
        LGBMClassifier(n_estimators=200, num_leaves=15, random_state=seed, verbose=-1),
        RandomForestClassifier(400, min_samples_leaf=4, random_state=seed, n_jobs=-1),
        GaussianNB(),
    ]


def level_one(models, X, y, cv):
    cols = [cross_val_predict(m, X, y, cv=cv, method="predict_proba")[:, 1] for m in models]
    return np.column_stack(cols)


def level_one_new(models, X, y, X_new):
    return np.column_stack([m.fit(X, y).predict_proba(X_new)[:, 1] for m in models])


data = pd.read_csv("data/tabular_june.csv")
y = data.pop("target").to_numpy()
X_tr, X_te, y_tr, y_te = train_test_split(data.to_numpy(), y, test_size=0.2, stratify=y, random_state=1)

cv = StratifiedKFold(5, shuffle=True, random_state=1)
models = base_models(seed=1)
Z_tr = level_one(models, X_tr, y_tr, cv)
Z_te = level_one_new(models, X_tr, y_tr, X_te)

meta = LogisticRegression().fit(Z_tr, y_tr)
print("log loss", log_loss(y_te, meta.predict_proba(Z_te)))
