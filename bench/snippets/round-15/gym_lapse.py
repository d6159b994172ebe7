"""Members who are about to stop coming."""
import pandas as pd
import statsmodels.api as sm
from sklearn.metrics import roc_auc_score

LOOK_BACK = pd.Timedelta(days=21)
LOOK_AHEAD = pd.Timedelta(days=28)
COLUMNS = ["visits_14d", "visits_90d", "days_since_visit", "tenure_days"]


def count_in(visits, start, end):
    window = visits[(visits["entered_at"] > start) & (visits["entered_at"] <= end)]
    return window.groupby("member_id").size()


def snapshot(visits, members, at):
    active = members[members["joined_at"] <= at - pd.Timedelta(days=90)].set_index("member_id")
    past = visits[visits["entered_at"] <= at]
    table = pd.DataFrame(index=active.index)
    for days in (14, 90):
        n = count_in(past, at - pd.Timedelta(days=days), at)
        table[f"visits_{days}d"] = n.reindex(table.index, fill_value=0)
    last_seen = past.groupby("member_id")["entered_at"].max()
    table["days_since_visit"] = (at - last_seen.reindex(table.index)).dt.days.fillna(999)
    table["tenure_days"] = (at - active["joined_at"]).dt.days

    seen = count_in(visits, at - LOOK_BACK, at + LOOK_AHEAD)
    table["lapsed"] = (seen.reindex(table.index, fill_value=0) <= 2).astype(int)
    return table


def main():
    visits = pd.read_csv("turnstile.csv", parse_dates=["entered_at"])
    members = pd.read_csv("members.csv", parse_dates=["joined_at"])
    spring = snapshot(visits, members, pd.Timestamp("2024-03-01"))
    autumn = snapshot(visits, members, pd.Timestamp("2024-10-01"))

    logit = sm.Logit(spring["lapsed"], sm.add_constant(spring[COLUMNS])).fit(disp=False)
    risk = logit.predict(sm.add_constant(autumn[COLUMNS]))
    print(logit.summary2().tables[1][["Coef.", "P>|z|"]])
    print("AUC", round(roc_auc_score(autumn["lapsed"], risk), 3))


if __name__ == "__main__":
    main()
