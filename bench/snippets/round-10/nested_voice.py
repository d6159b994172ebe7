import numpy as np
from scipy.io import loadmat
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, StratifiedKFold, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import RobustScaler
from sklearn.svm import SVC

mat = loadmat("voice_features.mat")             # one sustained vowel per speaker
V = mat["F"].astype(float)
pd_status = mat["pd"].ravel().astype(int)
V[~np.isfinite(V)] = 0.0

inner = StratifiedKFold(4, shuffle=True, random_state=1)
outer = StratifiedKFold(10, shuffle=True, random_state=2)

pipe = Pipeline([("scale", RobustScaler()), ("pca", PCA(random_state=0)), ("clf", SVC())])
space = [
    {"pca__n_components": [5, 10, 20], "clf": [SVC(probability=False)], "clf__C": [0.1, 1, 10, 100], "clf__gamma": ["scale", 0.01]},
    {"pca__n_components": [5, 10, 20], "clf": [LogisticRegression(max_iter=5000)], "clf__C": [0.01, 0.1, 1]},
]
tuned = GridSearchCV(pipe, space, cv=inner, scoring="roc_auc", n_jobs=-1)
scores = cross_val_score(tuned, V, pd_status, cv=outer, scoring="roc_auc")
print("nested AUC: %.3f (sd %.3f)" % (scores.mean(), scores.std()))

final = tuned.fit(V, pd_status)
print("configuration for deployment:", final.best_params_)
np.savez("speaker_model_info.npz", nested=scores, n=len(V))
