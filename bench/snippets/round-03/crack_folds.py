import numpy as np
import pandas as pd
from imblearn.over_sampling import BorderlineSMOTE
from sklearn.metrics import average_precision_score
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler


def fit_once(X, y, seed):
    scaler = StandardScaler().fit(X)
    X_bal, y_bal = BorderlineSMOTE(random_state=seed).fit_resample(scaler.transform(X), y)
    net = MLPClassifier((32, 16), max_iter=400, random_state=seed).fit(X_bal, y_bal)
    return lambda Z: net.predict_proba(scaler.transform(Z))[:, 1]


rails = pd.read_csv("rail_ultrasound.csv")
y = rails.pop("crack").to_numpy()
X = rails.to_numpy()
X, X_last, y, y_last = train_test_split(X, y, test_size=0.2, stratify=y, random_state=6)

fold_ap = []
for k, (tr, va) in enumerate(StratifiedKFold(5, shuffle=True, random_state=6).split(X, y)):
    score = fit_once(X[tr], y[tr], seed=k)
    fold_ap.append(average_precision_score(y[va], score(X[va])))
print("cv AP", np.round(fold_ap, 3), np.mean(fold_ap).round(3))

final = fit_once(X, y, seed=99)
print("held-out AP", average_precision_score(y_last, final(X_last)).round(3))
