"""Which customers left, by the contracts."""

import pandas as pd


def labels(path):
    """One row for each customer, with whether it left."""
    rows = pd.read_csv(path)
    left = pd.to_numeric(rows["left"], errors="coerce")
    if left.isna().mean() > 0.01:
        raise ValueError("labels cannot be read")
    rows["left"] = left
    return rows.dropna(subset=["left"])


def main():
    """Labels of this month."""
    labels("raw/contracts.csv").to_parquet("labels.parquet")


if __name__ == "__main__":
    main()
