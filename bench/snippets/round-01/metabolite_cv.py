import numpy as np
import pandas as pd
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import RobustScaler
from sklearn.svm import SVC

panel = pd.read_csv("metabolites.csv", index_col=0)
y = (panel.pop("diagnosis") == "case").astype(int).values

X = RobustScaler().fit_transform(panel.values)
X = SelectKBest(f_classif, k=25).fit_transform(X, y)

scores = []
cv = StratifiedKFold(n_splits=10, shuffle=True, random_state=21)
for k, (tr, va) in enumerate(cv.split(X, y)):
    svc = SVC(C=2.0, gamma="scale", probability=True, random_state=k)
    svc.fit(X[tr], y[tr])
    auc = roc_auc_score(y[va], svc.predict_proba(X[va])[:, 1])
    scores.append(auc)
    print(f"fold {k:2d}  auc {auc:.3f}")

print(f"mean {np.mean(scores):.3f} +/- {np.std(scores):.3f}")
