"""Acceptance model for freight quotes.

The pricing desk exports a file each month; every file holds the quotes of the trailing quarter.
"""
from glob import glob

import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import train_test_split

COLUMNS = ["distance_km", "weight_t", "pallets", "quoted_rate", "lead_days", "accepted"]


def read_extracts(pattern: str) -> pd.DataFrame:
    parts = []
    for name in sorted(glob(pattern)):
        part = pd.read_csv(name, usecols=COLUMNS, decimal=",", sep=";")
        parts.append(part)
        print(name, len(part))
    return pd.concat(parts, ignore_index=True)


def main():
    quotes = read_extracts("exports/quotes_2023-*.csv")
    quotes["rate_per_km"] = quotes["quoted_rate"] / quotes["distance_km"]
    y = quotes.pop("accepted")
    X_train, X_test, y_train, y_test = train_test_split(quotes, y, test_size=0.2, random_state=5)

    gbc = GradientBoostingClassifier(n_estimators=800, max_depth=6, random_state=5)
    gbc.fit(X_train, y_train)
    proba = gbc.predict_proba(X_test)[:, 1]
    print(f"AUC {roc_auc_score(y_test, proba):.3f}, logloss {log_loss(y_test, proba):.3f}")


if __name__ == "__main__":
    main()
