import glob
import os

import numpy as np
from scipy.stats import kurtosis
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

FS = 1000
WIN = 400
STEP = 100


def windows(signal):
    for start in range(0, len(signal) - WIN + 1, STEP):
        yield signal[start : start + WIN]


def describe(chunk):
    zc = (np.diff(np.sign(chunk), axis=0) != 0).mean(axis=0)
    rms = np.sqrt((chunk**2).mean(axis=0))
    wl = np.abs(np.diff(chunk, axis=0)).sum(axis=0)
    return np.concatenate([zc, rms, wl, kurtosis(chunk, axis=0)])


def load(folder):
    X, y = [], []
    for path in sorted(glob.glob(os.path.join(folder, "*.npy"))):
        gesture = os.path.basename(path).split("_")[1]
        for chunk in windows(np.load(path)):
            X.append(describe(chunk))
            y.append(gesture)
    return np.array(X), np.array(y)


X, y = load("recordings")
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=7)
clf = make_pipeline(StandardScaler(), SVC(C=10, gamma="scale"))
clf.fit(X_train, y_train)
print("gesture accuracy: %.2f %%" % (100 * accuracy_score(y_test, clf.predict(X_test))))
