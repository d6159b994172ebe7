"""Reads the CRM extracts."""
import pandas as pd

PROFILE = ["seats_active", "open_tickets", "nps", "plan", "discount_pct", "account_owner_changes"]


def renewal_events(path="renewal_events.csv"):
    events = pd.read_csv(path, parse_dates=["renewal_due"])
    return events[["account_id", "renewal_due", "contract_value", "term_months", "renewed"]]


def account_profiles(path="account_history.csv"):
    """The CRM writes one line per change of an account."""
    log = pd.read_csv(path, parse_dates=["changed_at"]).sort_values("changed_at")
    return log.drop_duplicates("account_id", keep="last")[["account_id"] + PROFILE]


def modelling_table():
    events = renewal_events()
    table = events.merge(account_profiles(), on="account_id", how="left")
    table["value_per_seat"] = table["contract_value"] / table["seats_active"].clip(lower=1)
    return table.sort_values("renewal_due", ignore_index=True)
