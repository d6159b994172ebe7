"""Will a truck need roadside help within 14 days after a depot check?"""
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

SIGNALS = ["oil_temp", "brake_wear", "dpf_load", "km_total"]


def load_checks():
    checks = pd.read_csv("data/checks.csv", parse_dates=["checked_at"])
    calls = pd.read_csv("data/roadside_calls.csv", parse_dates=["called_at"]).sort_values("called_at")
    checks = checks.sort_values("checked_at")
    outcome = pd.merge_asof(
        checks,
        calls[["truck", "called_at"]],
        left_on="checked_at",
        right_on="called_at",
        by="truck",
        direction="forward",
        tolerance=pd.Timedelta(days=14),
        allow_exact_matches=False,
    )
    checks["breakdown"] = outcome["called_at"].notna().astype(int).to_numpy()
    return checks


def with_telemetry(checks):
    telemetry = pd.read_parquet("data/telemetry.parquet").sort_values("read_at")
    return pd.merge_asof(
        checks,
        telemetry[["truck", "read_at", *SIGNALS]],
        left_on="checked_at",
        right_on="read_at",
        by="truck",
        direction="backward",
        tolerance=pd.Timedelta(days=3),
        allow_exact_matches=False,
    )


def main():
    rows = with_telemetry(load_checks()).dropna(subset=["read_at"])
    past = rows[rows["checked_at"] < "2022-06-15"]
    recent = rows[rows["checked_at"] >= "2022-07-01"]
    model = HistGradientBoostingClassifier(max_iter=250, max_depth=5, early_stopping=False)
    model.fit(past[SIGNALS], past["breakdown"])
    p = model.predict_proba(recent[SIGNALS])[:, 1]
    print(f"AP {average_precision_score(recent['breakdown'], p):.3f}, base {recent['breakdown'].mean():.3f}")


if __name__ == "__main__":
    main()
