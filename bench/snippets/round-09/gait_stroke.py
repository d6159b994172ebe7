import numpy as np
import pandas as pd
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import GridSearchCV, GroupKFold, GroupShuffleSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

walks = pd.read_csv("walks.csv")        # ~12 walks per subject
subj = walks.pop("subject").to_numpy()
lab = walks.pop("paretic_side").to_numpy()
M = walks.to_numpy(float)

outer = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=6)
dev, out = next(outer.split(M, lab, groups=subj))
assert not set(subj[dev]) & set(subj[out])

search = GridSearchCV(
    make_pipeline(StandardScaler(), SVC(class_weight="balanced")),
    {"svc__C": np.logspace(-1, 2, 4), "svc__gamma": ["scale", 0.01, 0.001]},
    cv=GroupKFold(n_splits=5),
    scoring="balanced_accuracy",
    n_jobs=-1,
)
search.fit(M[dev], lab[dev], groups=subj[dev])
print("chosen", search.best_params_, "cv", round(search.best_score_, 3))
print("new subjects", round(balanced_accuracy_score(lab[out], search.predict(M[out])), 3))
