"""Two-level model for no-shows; one row per booking, agencies are pooled."""
import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

INPUTS = [
    "lead_days", "nights", "adults", "children", "room_rate", "deposit_share",
    "special_requests", "parking", "booked_online", "weekend_arrival",
]


class TwoLevel:
    def __init__(self, seed=0):
        self.base = {
            "trees": ExtraTreesClassifier(n_estimators=500, random_state=seed, n_jobs=-1),
            "boost": LGBMClassifier(n_estimators=600, learning_rate=0.05, random_state=seed),
            "near": make_pipeline(StandardScaler(), KNeighborsClassifier(n_neighbors=5)),
        }
        self.top = LogisticRegression()

    def _opinions(self, X):
        return np.column_stack([m.predict_proba(X)[:, 1] for m in self.base.values()])

    def fit(self, X, y):
        for model in self.base.values():
            model.fit(X, y)
        self.top.fit(self._opinions(X), y)
        return self

    def predict_proba(self, X):
        return self.top.predict_proba(self._opinions(X))


def load_bookings(path="bookings.parquet"):
    bookings = pd.read_parquet(path, columns=["booking_id", "no_show"] + INPUTS)
    bookings = bookings.drop_duplicates("booking_id").dropna()
    return bookings[INPUTS], bookings["no_show"].astype(int)


def main():
    X, y = load_bookings()
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=14
    )
    model = TwoLevel(seed=14).fit(X_train, y_train)
    p = model.predict_proba(X_test)[:, 1]
    print("weights", dict(zip(model.base, model.top.coef_[0].round(3))))
    print(f"AUC {roc_auc_score(y_test, p):.4f}  log loss {log_loss(y_test, p):.4f}")


if __name__ == "__main__":
    main()
