"""Will a medium-voltage feeder fail within 14 days of its weekly check?"""
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

HORIZON = pd.Timedelta(days=14)
VALID_FROM = pd.Timestamp("2023-09-01")
TEST_FROM = pd.Timestamp("2024-03-01")
FEATURES = ["load_pct", "days_since_state", "insulation_mohm", "joint_age_y",
            "partial_discharge", "load_prev", "load_trend"]


def with_state(checks, states):
    states = states.rename(columns={"measured_at": "state_at"}).sort_values("state_at")
    joined = pd.merge_asof(
        checks.sort_values("checked_at"), states,
        left_on="checked_at", right_on="state_at", by="feeder",
        direction="backward", allow_exact_matches=False,
    )
    joined["days_since_state"] = (joined["checked_at"] - joined["state_at"]).dt.days
    return joined


def with_label(checks, faults):
    coming = faults[["feeder", "fault_at"]].sort_values("fault_at")
    joined = pd.merge_asof(
        checks.sort_values("checked_at"), coming,
        left_on="checked_at", right_on="fault_at", by="feeder",
        direction="forward", allow_exact_matches=False,
    )
    joined["fails"] = ((joined["fault_at"] - joined["checked_at"]) <= HORIZON).astype(int)
    return joined.drop(columns="fault_at")


def build():
    checks = pd.read_csv("checks.csv", parse_dates=["checked_at"])
    states = pd.read_csv("states.csv", parse_dates=["measured_at"])
    faults = pd.read_csv("faults.csv", parse_dates=["fault_at"])
    checks = checks[checks["checked_at"] <= faults["fault_at"].max() - HORIZON]
    checks = checks.sort_values(["feeder", "checked_at"])
    checks["load_prev"] = checks.groupby("feeder")["load_pct"].shift(1)
    checks["load_trend"] = checks["load_pct"] - checks["load_prev"]
    return with_label(with_state(checks, states), faults)


def main():
    table = build()
    at = table["checked_at"]
    train = table[at < VALID_FROM - HORIZON]
    valid = table[(at >= VALID_FROM) & (at < TEST_FROM - HORIZON)]
    test = table[at >= TEST_FROM]

    best = None
    for rate in (0.02, 0.05, 0.1):
        model = HistGradientBoostingClassifier(
            learning_rate=rate, max_iter=200, early_stopping=False, random_state=0)
        model.fit(train[FEATURES], train["fails"])
        ap = average_precision_score(valid["fails"], model.predict_proba(valid[FEATURES])[:, 1])
        if best is None or ap > best[0]:
            best = (ap, rate, model)

    ap, rate, model = best
    score = model.predict_proba(test[FEATURES])[:, 1]
    print(f"rate {rate}, validation AP {ap:.3f}")
    print(f"test AP {average_precision_score(test['fails'], score):.3f}")


if __name__ == "__main__":
    main()
