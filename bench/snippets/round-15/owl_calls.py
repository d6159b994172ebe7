"""Species identification from night recordings of owls."""
import argparse
from pathlib import Path

import librosa
import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.metrics import balanced_accuracy_score, classification_report
from sklearn.model_selection import GroupShuffleSplit
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


class CallBank:
    def __init__(self, root, n_mfcc=20, n_components=12):
        self.root = Path(root)
        self.n_mfcc = n_mfcc
        self.scaler = StandardScaler()
        self.pca = PCA(n_components=n_components, random_state=0)
        self.meta = None
        self._matrix = None

    def _describe(self, wav):
        y, sr = librosa.load(wav, sr=22050)
        coeffs = librosa.feature.mfcc(y=y, sr=sr, n_mfcc=self.n_mfcc)
        return np.hstack([coeffs.mean(axis=1), coeffs.std(axis=1)])

    def load(self):
        self.meta = pd.read_csv(self.root / "calls.csv")
        raw = np.stack([self._describe(self.root / f) for f in self.meta["file"]])
        scaled = self.scaler.fit_transform(raw)
        self._matrix = self.pca.fit_transform(scaled)
        return self

    def part(self, idx):
        return self._matrix[idx], self.meta["species"].to_numpy()[idx]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("root")
    ap.add_argument("--seed", type=int, default=11)
    args = ap.parse_args()

    bank = CallBank(args.root).load()
    cutter = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=args.seed)
    fit_idx, held_idx = next(cutter.split(bank.meta, groups=bank.meta["site"]))

    X_fit, y_fit = bank.part(fit_idx)
    X_held, y_held = bank.part(held_idx)

    clf = SVC(C=4.0, gamma="scale", class_weight="balanced")
    clf.fit(X_fit, y_fit)
    pred = clf.predict(X_held)
    print("balanced accuracy", round(balanced_accuracy_score(y_held, pred), 3))
    print(classification_report(y_held, pred))


if __name__ == "__main__":
    main()
