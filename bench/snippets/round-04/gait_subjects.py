import numpy as np
import pandas as pd
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.metrics import accuracy_score
from sklearn.model_selection import GroupKFold, GroupShuffleSplit, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import QuantileTransformer


def load_strides(folder):
    index = pd.read_csv(f"{folder}/index.csv")
    feats = np.stack([np.load(f"{folder}/{f}").mean(axis=1) for f in index["file"]])
    return feats, index["condition"].to_numpy(), index["subject"].to_numpy()


X, y, subject = load_strides("data/gait")
outer = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=9)
tr, te = next(outer.split(X, y, groups=subject))

model = make_pipeline(
    QuantileTransformer(n_quantiles=100, output_distribution="normal"),
    LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto"),
)
inner = cross_val_score(model, X[tr], y[tr], groups=subject[tr], cv=GroupKFold(5))
print("inner accuracy %.3f +/- %.3f" % (inner.mean(), inner.std()))

model.fit(X[tr], y[tr])
print("test accuracy %.3f" % accuracy_score(y[te], model.predict(X[te])))
