import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def overview(X, y, target="overview.png"):
    Z = StandardScaler().fit_transform(X)
    Z = PCA(n_components=2).fit_transform(Z)
    fig, ax = plt.subplots(figsize=(6, 5))
    for cls in np.unique(y):
        ax.scatter(*Z[y == cls].T, s=6, label=str(cls))
    ax.legend()
    fig.savefig(target, dpi=120)
    return Z


bearings = pd.read_csv("bearing_tests.csv")
y = bearings.pop("condition").to_numpy()
X = bearings.to_numpy()
overview(X, y)

X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=15, stratify=y)
rf = RandomForestClassifier(n_estimators=300, max_features="sqrt", random_state=15).fit(X_train, y_train)
print("kappa", cohen_kappa_score(y_test, rf.predict(X_test)))
