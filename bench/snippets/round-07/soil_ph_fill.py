"""Predict soil pH from hand-auger samples (one sample per field)."""
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split


class ClassMedianFiller:
    def __init__(self, key, columns):
        self.key = key
        self.columns = columns

    def fit(self, frame):
        self.by_key_ = frame.groupby(self.key)[self.columns].median()
        self.fallback_ = frame[self.columns].median()
        return self

    def transform(self, frame):
        out = frame.copy()
        for c in self.columns:
            guess = out[self.key].map(self.by_key_[c]).fillna(self.fallback_[c])
            out[c] = out[c].fillna(guess)
        return out


samples = pd.read_csv("auger_samples.csv")
samples["texture"] = samples["texture"].fillna("unknown")
lab = ["clay_pct", "organic_c", "cec", "moisture"]

fit_rows, held_rows = train_test_split(samples, test_size=0.3, random_state=44)

filler = ClassMedianFiller("texture", lab).fit(fit_rows)
fit_rows = filler.transform(fit_rows)
held_rows = filler.transform(held_rows)

inputs = lab + ["elevation_m", "slope_deg"]
trees = ExtraTreesRegressor(600, min_samples_leaf=2, n_jobs=-1, random_state=0)
trees.fit(fit_rows[inputs], fit_rows["ph"])
print("MAE pH", mean_absolute_error(held_rows["ph"], trees.predict(held_rows[inputs])).round(3))
