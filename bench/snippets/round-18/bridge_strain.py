"""Deck damage class from one strain survey per bridge."""
import numpy as np
import pandas as pd
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier

GAUGES = [f"gauge_{i:02d}" for i in range(1, 13)]


class Survey:
    """Learns medians and limits per material in fit(), reuses them in apply()."""

    def fit(self, rows):
        self.fallback = rows[GAUGES].median()
        self.medians = rows.groupby("material")[GAUGES].median().fillna(self.fallback)
        self.low = rows[GAUGES].quantile(0.01)
        self.high = rows[GAUGES].quantile(0.99)
        cleaned = self._fill(rows)
        self.mean, self.std = cleaned.mean(), cleaned.std().replace(0, 1.0)
        return self

    def _fill(self, rows):
        fills = self.medians.reindex(rows["material"]).fillna(self.fallback)
        fills.index = rows.index
        return rows[GAUGES].fillna(fills).clip(self.low, self.high, axis=1)

    def apply(self, rows):
        return (self._fill(rows) - self.mean) / self.std


def kappa(k, fit, other, labels_fit, labels_other):
    model = KNeighborsClassifier(n_neighbors=k, weights="distance").fit(fit, labels_fit)
    return cohen_kappa_score(labels_other, model.predict(other), weights="quadratic")


def main():
    bridges = pd.read_csv("data/bridges.csv").drop_duplicates(subset="bridge")
    rest, test = train_test_split(bridges, test_size=0.2, random_state=9, stratify=bridges["damage"])
    fit, val = train_test_split(rest, test_size=0.25, random_state=9, stratify=rest["damage"])
    survey = Survey().fit(fit)
    A, B, C = survey.apply(fit), survey.apply(val), survey.apply(test)
    tried = {k: kappa(k, A, B, fit["damage"], val["damage"]) for k in (3, 5, 9, 15)}
    k = max(tried, key=tried.get)
    print({n: round(v, 3) for n, v in tried.items()})
    print(f"k={k}: kappa {kappa(k, A, C, fit['damage'], test['damage']):.3f} on {np.shape(C)[0]} bridges")


if __name__ == "__main__":
    main()
