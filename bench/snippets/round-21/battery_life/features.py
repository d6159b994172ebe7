"""Cycling summaries of battery cells, one row per cell."""
import sys

import numpy as np
import pandas as pd

KEEP = ["cell_id", "cycles_to_80pct"]


def summarise(cells):
    out = cells[KEEP].copy()
    out["log_dq_var"] = np.log10(cells["dq_variance_100_10"])
    out["fade_slope"] = (cells["capacity_100"] - cells["capacity_10"]) / 90
    out["resistance_rise"] = cells["resistance_100"] / cells["resistance_10"] - 1
    out["charge_minutes"] = cells["charge_minutes"]
    out["temp_integral"] = cells["temp_integral"]
    return out


def rescale(table):
    inputs = table.columns.difference(KEEP)
    low, high = table[inputs].quantile(0.02), table[inputs].quantile(0.98)
    table[inputs] = table[inputs].clip(low, high, axis=1)
    table[inputs] = (table[inputs] - table[inputs].mean()) / table[inputs].std()
    return table


if __name__ == "__main__":
    source, target = sys.argv[1:3]
    cells = pd.read_csv(source).drop_duplicates("cell_id")
    rescale(summarise(cells)).to_parquet(target, index=False)
