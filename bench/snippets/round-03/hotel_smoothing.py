import pandas as pd
import xgboost as xgb
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

SMOOTH = 30.0


def smoothed_rates(frame: pd.DataFrame, keys: list[str], label: str) -> dict[str, pd.Series]:
    prior = frame[label].mean()
    stats = {k: frame.groupby(k)[label].agg(["sum", "count"]) for k in keys}
    return {k: (s["sum"] + SMOOTH * prior) / (s["count"] + SMOOTH) for k, s in stats.items()}


def load() -> pd.DataFrame:
    bookings = pd.read_parquet("bookings.parquet")
    keep = ["agent", "country", "segment", "lead_days", "adults", "nights", "rate", "cancelled"]
    return bookings[keep]


bookings = load()
rates = smoothed_rates(bookings, ["agent", "country", "segment"], "cancelled")
for key, rate in rates.items():
    bookings[key] = bookings[key].map(rate)

X, y = bookings.drop(columns="cancelled"), bookings["cancelled"]
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, random_state=33, stratify=y)
clf = xgb.XGBClassifier(n_estimators=350, max_depth=5, learning_rate=0.07, tree_method="hist")
clf.fit(X_tr, y_tr)
print("AUC", round(roc_auc_score(y_te, clf.predict_proba(X_te)[:, 1]), 4))
