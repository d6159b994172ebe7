import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold, cross_val_predict, train_test_split
from sklearn.naive_bayes import GaussianNB

df = pd.read_csv("policies.csv")
y = df.pop("lapsed").values
X = df.select_dtypes("number").fillna(-999).values

Xa, Xb, ya, yb = train_test_split(X, y, test_size=0.2, stratify=y, random_state=70)
folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=70)

bases = {
    "lgbm": LGBMClassifier(n_estimators=200, learning_rate=0.05, verbose=-1),
    "et": ExtraTreesClassifier(500, min_samples_leaf=5, n_jobs=-1, random_state=70),
    "nb": GaussianNB(),
}

level1_a = np.zeros((len(Xa), len(bases)))
level1_b = np.zeros((len(Xb), len(bases)))
for j, (name, est) in enumerate(bases.items()):
    level1_a[:, j] = cross_val_predict(est, Xa, ya, cv=folds, method="predict_proba")[:, 1]
    est.fit(Xa, ya)
    level1_b[:, j] = est.predict_proba(Xb)[:, 1]
    print(name, "logloss", round(log_loss(yb, level1_b[:, j]), 4))


def logit(p):
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return np.log(p / (1 - p))


top = LogisticRegression(C=1.0).fit(logit(level1_a), ya)
print("stack logloss", round(log_loss(yb, top.predict_proba(logit(level1_b))[:, 1]), 4))
print("weights", dict(zip(bases, top.coef_[0].round(2))))
