"""Species from field recordings: MFCC summaries of two-second excerpts."""
import argparse
from pathlib import Path

import librosa
import numpy as np
from sklearn.metrics import f1_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

SR = 22050
WIN = 2 * SR
HOP = SR


def variants(clip, rng):
    yield clip
    yield clip + rng.normal(0, 0.005, size=clip.shape)
    yield librosa.effects.pitch_shift(clip, sr=SR, n_steps=float(rng.uniform(-1, 1)))


def excerpts(path):
    signal, _ = librosa.load(path, sr=SR, mono=True)
    for start in range(0, max(len(signal) - WIN, 1), HOP):
        clip = signal[start:start + WIN]
        if len(clip) == WIN:
            yield clip


def describe(clip):
    mfcc = librosa.feature.mfcc(y=clip, sr=SR, n_mfcc=20)
    delta = librosa.feature.delta(mfcc)
    return np.concatenate([mfcc.mean(axis=1), mfcc.std(axis=1), delta.std(axis=1)])


def collect(folder, rng):
    feats, species = [], []
    for wav in sorted(Path(folder).glob("*/*.wav")):
        for clip in excerpts(wav):
            for version in variants(clip, rng):
                feats.append(describe(version))
                species.append(wav.parent.name)
    return np.vstack(feats), np.array(species)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("folder")
    ap.add_argument("--seed", type=int, default=9)
    args = ap.parse_args()

    rng = np.random.default_rng(args.seed)
    X, y = collect(args.folder, rng)
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=args.seed
    )
    search = GridSearchCV(
        make_pipeline(StandardScaler(), SVC()),
        {"svc__C": [1, 10, 100], "svc__gamma": ["scale", 0.01]},
        cv=4, scoring="f1_macro", n_jobs=-1,
    )
    search.fit(X_train, y_train)
    print("macro F1", round(f1_score(y_test, search.predict(X_test), average="macro"), 4))


if __name__ == "__main__":
    main()
