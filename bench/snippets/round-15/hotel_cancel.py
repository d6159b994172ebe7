"""Probability that a hotel booking is cancelled, used at booking time."""
import pandas as pd
from category_encoders import OrdinalEncoder
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from xgboost import XGBClassifier

NOT_FEATURES = ["booking_ref", "status", "refund_eur"]


def read_bookings(path):
    bookings = pd.read_csv(path, usecols=[
        "booking_ref", "status", "channel", "room_type", "lead_days", "nights",
        "adults", "price_eur", "refund_eur",
    ])
    return bookings[bookings["status"].isin(["stayed", "cancelled"])]


def enrich(bookings):
    out = bookings.copy()
    out["price_per_night"] = out["price_eur"] / out["nights"].clip(lower=1)
    out["refund_share"] = out["refund_eur"].fillna(0) / out["price_eur"]
    out["per_adult"] = out["price_per_night"] / out["adults"].clip(lower=1)
    return out


def split_xy(bookings):
    y = (bookings["status"] == "cancelled").astype(int)
    return bookings.drop(columns=NOT_FEATURES), y


def main():
    X, y = split_xy(enrich(read_bookings("bookings.csv")))
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=13
    )
    model = Pipeline([
        ("codes", OrdinalEncoder(cols=["channel", "room_type"])),
        ("boost", XGBClassifier(n_estimators=350, max_depth=5, learning_rate=0.05,
                                random_state=13)),
    ])
    model.fit(X_train, y_train)
    proba = model.predict_proba(X_test)[:, 1]
    print(f"AUC {roc_auc_score(y_test, proba):.3f}")
    print(f"Brier {brier_score_loss(y_test, proba):.4f}")


if __name__ == "__main__":
    main()
