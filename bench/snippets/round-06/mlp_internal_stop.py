import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier, VotingClassifier
from sklearn.metrics import log_loss, top_k_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def network(seed):
    return make_pipeline(
        StandardScaler(),
        MLPClassifier(
            (128, 64),
            early_stopping=True,
            validation_fraction=0.1,
            n_iter_no_change=12,
            max_iter=300,
            random_state=seed,
        ),
    )


def trees(seed):
    return HistGradientBoostingClassifier(
        max_iter=1000, early_stopping=True, validation_fraction=0.1, n_iter_no_change=20, random_state=seed
    )


minerals = pd.read_csv("data/minerals_xrf.csv")
y = minerals.pop("mineral")
X = np.log1p(minerals.clip(lower=0))
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=48)

team = VotingClassifier([("mlp", network(1)), ("hgb", trees(1))], voting="soft")
team.fit(X_train, y_train)
proba = team.predict_proba(X_test)
print("log loss", log_loss(y_test, proba, labels=team.classes_))
print("top-2", top_k_accuracy_score(y_test, proba, k=2, labels=team.classes_))
