import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import log_loss
from sklearn.model_selection import GroupShuffleSplit
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def load_clips(path="data/birdsong_embeddings.npz"):
    blob = np.load(path)
    return blob["embedding"], blob["species"], blob["recording"]


def mixture_weights(stack, species, classes):
    """stack: models x clips x classes"""
    k = len(stack)

    def objective(w):
        mixed = np.tensordot(w / w.sum(), stack, axes=1)
        return log_loss(species, mixed, labels=classes)

    res = minimize(objective, np.full(k, 1 / k), bounds=[(1e-3, 1)] * k, method="L-BFGS-B")
    return res.x / res.x.sum()


def main():
    X, y, recording = load_clips()
    splitter = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=4)
    tr, te = next(splitter.split(X, y, groups=recording))
    members = [
        make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=3000)),
        make_pipeline(StandardScaler(), MLPClassifier((128,), early_stopping=True)),
        RandomForestClassifier(500, n_jobs=-1),
    ]
    for m in members:
        m.fit(X[tr], y[tr])
    classes = members[0].classes_
    stack = np.stack([m.predict_proba(X[te]) for m in members])
    weights = mixture_weights(stack, y[te], classes)
    blended = np.tensordot(weights, stack, axes=1)
    print("weights", np.round(weights, 3))
    print("log loss", log_loss(y[te], blended, labels=classes))
    print("accuracy", np.mean(classes[blended.argmax(1)] == y[te]))


if __name__ == "__main__":
    main()
