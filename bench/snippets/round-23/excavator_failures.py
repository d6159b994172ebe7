"""Failure of an excavator within 90 days of an inspection."""
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score

WINDOW = pd.Timedelta(days=90)
INPUTS = ["hours_total", "oil_iron_ppm", "oil_silicon_ppm", "coolant_temp", "age_days", "wear_grade"]


def stamped(path, column):
    return pd.read_csv(path, parse_dates=[column]).sort_values(column).reset_index(drop=True)


def assemble():
    inspections = stamped("data/inspections.csv", "inspected_at")
    readings = stamped("data/oil_readings.csv", "read_at")
    failures = stamped("data/failures.csv", "failed_at")[["machine", "failed_at"]]
    built = pd.read_csv("data/machines.csv", parse_dates=["built_on"])[["machine", "built_on"]]

    rows = pd.merge_asof(
        inspections, readings, left_on="inspected_at", right_on="read_at",
        by="machine", direction="backward", allow_exact_matches=False,
        tolerance=pd.Timedelta(days=120),
    )
    rows = pd.merge_asof(
        rows, failures, left_on="inspected_at", right_on="failed_at",
        by="machine", direction="forward", allow_exact_matches=False,
    )
    rows["fails"] = ((rows["failed_at"] - rows["inspected_at"]) <= WINDOW).astype(int)
    rows = rows.drop(columns="failed_at").merge(built, on="machine", how="left")
    rows["age_days"] = (rows["inspected_at"] - rows["built_on"]).dt.days
    complete = rows["inspected_at"] <= failures["failed_at"].max() - WINDOW
    return rows[complete]


def period(rows, first, last):
    at = rows["inspected_at"]
    return rows[(at >= pd.Timestamp(first)) & (at < pd.Timestamp(last) - WINDOW)]


def main():
    rows = assemble()
    train = period(rows, "2015-01-01", "2021-01-01")
    valid = period(rows, "2021-01-01", "2022-01-01")
    test = period(rows, "2022-01-01", "2024-01-01")

    models = {}
    for leaves in (7, 15, 31):
        model = HistGradientBoostingClassifier(
            max_leaf_nodes=leaves, learning_rate=0.05, max_iter=200, random_state=0
        ).fit(train[INPUTS], train["fails"])
        ap = average_precision_score(valid["fails"], model.predict_proba(valid[INPUTS])[:, 1])
        models[leaves] = (ap, model)
    leaves, (ap, model) = max(models.items(), key=lambda item: item[1][0])

    p = model.predict_proba(test[INPUTS])[:, 1]
    print(f"leaves {leaves}, validation AP {ap:.3f}")
    print("AP ", round(average_precision_score(test["fails"], p), 3))
    print("AUC", round(roc_auc_score(test["fails"], p), 3))


if __name__ == "__main__":
    main()
