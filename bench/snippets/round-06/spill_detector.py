import glob

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split


def texture(path):
    patch = np.load(path).astype(np.float32)
    gy, gx = np.gradient(patch)
    return {
        "mean": patch.mean(),
        "std": patch.std(),
        "dark_share": (patch < 0.2).mean(),
        "edge": np.hypot(gx, gy).mean(),
    }


def collect(pattern, label):
    rows = pd.DataFrame([texture(p) for p in sorted(glob.glob(pattern))])
    return rows.assign(spill=label)


spill = collect("data/spill/*.npy", 1)
clean = collect("data/clean/*.npy", 0)
patches = pd.concat([spill, clean], ignore_index=True)
patches = patches.fillna(0).reset_index()

X = patches.drop(columns="spill")
y = patches["spill"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=5)
forest = RandomForestClassifier(300, random_state=5).fit(X_train, y_train)
print("AUC", roc_auc_score(y_test, forest.predict_proba(X_test)[:, 1]))
print(pd.Series(forest.feature_importances_, index=X.columns).sort_values())
