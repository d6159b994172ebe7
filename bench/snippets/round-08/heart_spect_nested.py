import numpy as np
import pandas as pd
from sklearn.feature_selection import SelectKBest, mutual_info_classif
from sklearn.model_selection import GridSearchCV, StratifiedKFold, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

spect = pd.concat([pd.read_csv("SPECTF.train", header=None), pd.read_csv("SPECTF.test", header=None)])
spect = spect.drop_duplicates().to_numpy()
y, X = spect[:, 0], spect[:, 1:]

pipe = Pipeline([
    ("scale", StandardScaler()),
    ("pick", SelectKBest(mutual_info_classif)),
    ("svc", SVC(class_weight="balanced")),
])
grid = {
    "pick__k": [5, 10, 20, "all"],
    "svc__C": np.logspace(-2, 2, 5),
    "svc__kernel": ["linear", "rbf"],
}

inner = StratifiedKFold(5, shuffle=True, random_state=1)
outer = StratifiedKFold(10, shuffle=True, random_state=2)
search = GridSearchCV(pipe, grid, cv=inner, scoring="balanced_accuracy", n_jobs=-1)

score = cross_val_score(search, X, y, cv=outer, scoring="balanced_accuracy")
print("nested balanced accuracy %.3f +- %.3f" % (score.mean(), score.std()))
