"""Input tables for the merchant cash-advance model."""
from pathlib import Path

import pandas as pd

ROOT = Path("warehouse")

PROFILE_COLUMNS = ["merchant_id", "updated_at", "risk_tier", "open_disputes", "payout_hold", "monthly_turnover"]
TIERS = {"A": 0, "B": 1, "C": 2, "D": 3}


def advances():
    """One advance per merchant with its decision date and the outcome nine months later."""
    frame = pd.read_parquet(ROOT / "advances.parquet")
    frame["decided_at"] = pd.to_datetime(frame["decided_at"])
    return frame[["merchant_id", "decided_at", "amount", "term_weeks", "defaulted"]]


def profiles():
    """The profile log gets a new row whenever risk, disputes or payout state of a merchant change."""
    log = pd.read_parquet(ROOT / "merchant_profile_log.parquet", columns=PROFILE_COLUMNS)
    log["risk_tier"] = log["risk_tier"].map(TIERS)
    log["payout_hold"] = log["payout_hold"].astype(int)
    return log.sort_values("updated_at").drop_duplicates("merchant_id", keep="last")


def modelling_table():
    table = advances().merge(profiles().drop(columns="updated_at"), on="merchant_id", how="inner")
    table["amount_to_turnover"] = table["amount"] / table["monthly_turnover"].clip(lower=1.0)
    return table.sort_values("decided_at").reset_index(drop=True)
