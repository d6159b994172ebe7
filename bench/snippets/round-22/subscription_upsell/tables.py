"""Modelling table for the premium offer: one row per offer shown in the app."""
from pathlib import Path

import pandas as pd

PROFILE = ["active_devices", "lifetime_spend", "tickets_open", "tier_points", "is_student"]


def offers(folder):
    shown = pd.read_csv(Path(folder) / "offers_shown.csv", parse_dates=["offered_at"])
    shown["accepted"] = shown["accepted"].astype(int)
    shown["offer_hour"] = shown["offered_at"].dt.hour
    shown["offer_weekday"] = shown["offered_at"].dt.dayofweek
    return shown


def account_profile(folder):
    rows = pd.read_csv(Path(folder) / "account_profile.csv", parse_dates=["updated_at"])
    rows = rows.sort_values(["account_id", "updated_at"])
    return rows.drop_duplicates("account_id", keep="last")


def modelling_table(folder):
    shown = offers(folder)
    profile = account_profile(folder)
    table = shown.merge(profile[["account_id", *PROFILE]], on="account_id", how="inner")
    return table.sort_values("offered_at").reset_index(drop=True)
