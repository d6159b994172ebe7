import glob
import os

import librosa
import numpy as np
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC
from sklearn.preprocessing import StandardScaler
from sklearn.pipeline import make_pipeline

SR = 22050
rng = np.random.default_rng(0)


def summary(sig):
    mf = librosa.feature.mfcc(y=sig, sr=SR, n_mfcc=20)
    return np.hstack([mf.mean(axis=1), mf.std(axis=1)])


def variants(sig):
    yield sig
    for steps in (-2, -1, 1, 2):
        yield librosa.effects.pitch_shift(sig, sr=SR, n_steps=steps)
    yield sig + 0.005 * rng.standard_normal(len(sig))
    yield librosa.effects.time_stretch(sig, rate=1.1)


rows, species = [], []
for wav in sorted(glob.glob("calls/*/*.wav")):
    sig, _ = librosa.load(wav, sr=SR, duration=5.0)
    for v in variants(sig):
        rows.append(summary(v))
        species.append(os.path.basename(os.path.dirname(wav)))

rows = np.vstack(rows)
species = np.array(species)
print(rows.shape, len(set(species)))

R1, R2, s1, s2 = train_test_split(rows, species, test_size=0.25, stratify=species, random_state=8)
svm = make_pipeline(StandardScaler(), SVC(C=10, gamma="scale"))
svm.fit(R1, s1)
print("balanced accuracy", balanced_accuracy_score(s2, svm.predict(R2)))
