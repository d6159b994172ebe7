"""Sleep stages from single-channel EEG band powers."""
import argparse

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report, cohen_kappa_score
from sklearn.model_selection import GroupShuffleSplit
from sklearn.preprocessing import RobustScaler

BANDS = ["delta", "theta", "alpha", "sigma", "beta"]


class StageModel:
    def __init__(self, trees):
        self.scaler = RobustScaler()
        self.forest = RandomForestClassifier(trees, n_jobs=-1, random_state=0)

    def fit(self, epochs):
        X = self.scaler.fit_transform(epochs[self.columns(epochs)])
        self.forest.fit(X, epochs["stage"])
        return self

    @staticmethod
    def columns(epochs):
        return [c for c in epochs.columns if c.split("_")[0] in BANDS]

    def predict(self, epochs):
        return self.forest.predict(self.scaler.transform(epochs[self.columns(epochs)]))


def with_context(epochs):
    epochs = epochs.sort_values(["person", "night", "epoch"])
    night = epochs.groupby(["person", "night"])
    for band in BANDS:
        epochs[f"{band}_prev"] = night[band].shift(1)
    return epochs.dropna()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("epochs")
    parser.add_argument("--trees", type=int, default=300)
    args = parser.parse_args()
    epochs = with_context(pd.read_parquet(args.epochs))
    splitter = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=3)
    fit_idx, out_idx = next(splitter.split(epochs, groups=epochs["person"]))
    fit, out = epochs.iloc[fit_idx], epochs.iloc[out_idx]
    model = StageModel(args.trees).fit(fit)
    pred = model.predict(out)
    print(classification_report(out["stage"], pred))
    print("kappa", cohen_kappa_score(out["stage"], pred))


if __name__ == "__main__":
    main()
