"""Assemble the modelling table for the premium-upgrade offer."""
from pathlib import Path

import pandas as pd

RAW = Path("raw")


def read_offers() -> pd.DataFrame:
    offers = pd.read_csv(RAW / "offers.csv", parse_dates=["offered_at"])
    return offers[["offer_id", "account_id", "offered_at", "channel", "discount", "accepted"]]


def read_account_history() -> pd.DataFrame:
    hist = pd.read_csv(RAW / "account_changes.csv", parse_dates=["updated_at"])
    hist = hist.sort_values("updated_at")
    return hist.drop_duplicates("account_id", keep="last")


def assemble() -> pd.DataFrame:
    offers = read_offers()
    state = read_account_history()
    table = offers.merge(
        state[["account_id", "seats", "storage_gb", "open_tickets", "nps"]],
        on="account_id",
        how="left",
    )
    return table.sort_values("offered_at")


if __name__ == "__main__":
    out = assemble()
    out.to_parquet("work/table.parquet", index=False)
    print(out.shape)
