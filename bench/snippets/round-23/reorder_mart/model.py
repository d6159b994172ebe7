from pathlib import Path

import duckdb
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

NUMBERS = ["n_orders", "net_total", "net_mean", "n_categories", "tenure_days"]


def features(database):
    with duckdb.connect(database) as con:
        con.execute(Path("snapshot.sql").read_text())
        return con.execute("SELECT * FROM reorder_features").df()


def main():
    rows = features("shop.duckdb")
    rows["net_mean"] = rows["net_mean"].fillna(0.0)
    past = rows[rows["snapshot_date"] < "2023-01-01"]
    later = rows[rows["snapshot_date"] >= "2023-04-01"]

    model = make_pipeline(
        make_column_transformer(
            ("passthrough", NUMBERS),
            (OneHotEncoder(handle_unknown="ignore"), ["country"]),
        ),
        RandomForestClassifier(n_estimators=300, min_samples_leaf=20, n_jobs=-1, random_state=0),
    )
    model.fit(past[NUMBERS + ["country"]], past["reordered"])
    probability = model.predict_proba(later[NUMBERS + ["country"]])[:, 1]
    print("AUC", round(roc_auc_score(later["reordered"], probability), 3))
    print("AP ", round(average_precision_score(later["reordered"], probability), 3))


if __name__ == "__main__":
    main()
