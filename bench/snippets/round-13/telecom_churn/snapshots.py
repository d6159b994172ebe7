"""Monthly snapshots of subscribers with billing history and account data."""
import pandas as pd

ACCOUNT_COLUMNS = ["tariff", "contract_state", "open_complaints", "payment_method", "has_fibre"]


def month_starts(first, last):
    return pd.date_range(first, last, freq="MS")


def usage_until(usage, day):
    recent = usage[(usage["day"] < day) & (usage["day"] >= day - pd.Timedelta(days=90))]
    grouped = recent.groupby("subscriber_id")
    return pd.DataFrame({
        "data_gb_90d": grouped["data_gb"].sum(),
        "calls_90d": grouped["calls"].sum(),
        "active_days_90d": grouped["day"].nunique(),
    })


def account_table(updates):
    """One row per subscriber from the stream of account updates."""
    ordered = updates.sort_values("updated_at")
    newest = ordered.drop_duplicates("subscriber_id", keep="last")
    return newest.set_index("subscriber_id")[ACCOUNT_COLUMNS]


def build(usage, updates, terminations, first, last):
    ended = terminations.set_index("subscriber_id")["ended_on"]
    accounts = account_table(updates)
    months = []
    for day in month_starts(first, last):
        rows = usage_until(usage, day)
        end = ended.reindex(rows.index)
        rows = rows[~(end < day)]
        end = end.reindex(rows.index)
        rows["churn_60d"] = (end < day + pd.Timedelta(days=60)).astype(int)
        rows = rows.join(accounts, how="left")
        rows["month"] = day
        months.append(rows.reset_index())
    return pd.concat(months, ignore_index=True)
