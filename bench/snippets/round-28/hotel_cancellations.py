"""Bookings that are cancelled; one row per booking, guests book once."""
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

KEYS = ["agent", "country", "room_type"]
NUMBERS = ["lead_days", "nights", "adults", "price", "deposit"]
Y = "cancelled"


class ShrunkRates:
    """Share of cancellations per level, pulled to the overall share."""

    def __init__(self, keys, strength=30.0):
        self.keys = keys
        self.strength = strength

    def fit(self, frame):
        self.prior_ = frame[Y].mean()
        self.tables_ = {}
        for key in self.keys:
            g = frame.groupby(key)[Y].agg(["sum", "count"])
            self.tables_[key] = (g["sum"] + self.strength * self.prior_) / (g["count"] + self.strength)
        return self

    def apply(self, frame):
        rates = {f"{k}_rate": frame[k].map(self.tables_[k]).fillna(self.prior_) for k in self.keys}
        return frame.assign(**rates)


def crossfit(frame, folds=5, seed=0):
    blocks = []
    for keep, out in StratifiedKFold(folds, shuffle=True, random_state=seed).split(frame, frame[Y]):
        blocks.append(ShrunkRates(KEYS).fit(frame.iloc[keep]).apply(frame.iloc[out]))
    return pd.concat(blocks).loc[frame.index]


def main():
    bookings = pd.read_csv("bookings.csv").dropna(subset=NUMBERS + [Y]).reset_index(drop=True)
    sold, unseen = train_test_split(bookings, test_size=0.2, stratify=bookings[Y], random_state=33)

    columns = NUMBERS + [f"{k}_rate" for k in KEYS]
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    model.fit(crossfit(sold)[columns], sold[Y])

    unseen = ShrunkRates(KEYS).fit(sold).apply(unseen)
    p = model.predict_proba(unseen[columns])[:, 1]
    print("AUC", roc_auc_score(unseen[Y], p), "log loss", log_loss(unseen[Y], p))


if __name__ == "__main__":
    main()
