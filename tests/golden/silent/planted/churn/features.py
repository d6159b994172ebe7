"""Builds the features of a night."""

from concurrent.futures import ThreadPoolExecutor

import pandas as pd

from churn.ingest import refunds, sessions, tickets


def build(day):
    """The features of one day, written under its name."""
    seen = sessions(f"raw/{day}")
    rows = seen.groupby("customer", as_index=False)["pages"].sum()
    asked = tickets(f"raw/{day}/tickets.csv").groupby("customer", as_index=False).size()
    rows = rows.merge(asked, on="customer", how="inner")
    rows = rows.merge(refunds(f"raw/{day}/refunds.csv"), on="customer", how="left")
    rows.to_parquet(f"features/{day}.parquet")


def main(days):
    """All days side by side."""
    with ThreadPoolExecutor(max_workers=4) as pool:
        for day in days:
            pool.submit(build, day)  # expect: result-never-awaited


if __name__ == "__main__":
    main(["2026-01-04", "2026-01-05"])
