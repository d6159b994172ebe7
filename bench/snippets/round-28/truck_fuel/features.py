"""Numbers for the fuel model; the tables are kept for the service."""
import json
from pathlib import Path

import pandas as pd

NUMBERS = ["km", "payload_t", "climb_m", "stops", "wind_ms", "temp_c"]


def learn(trips):
    return {
        "median": trips[NUMBERS].median().to_dict(),
        "low": trips[NUMBERS].quantile(0.01).to_dict(),
        "high": trips[NUMBERS].quantile(0.99).to_dict(),
        "bodies": sorted(trips["body"].dropna().unique().tolist()),
    }


def apply(trips, tables):
    out = trips[NUMBERS].fillna(tables["median"])
    out = out.clip(pd.Series(tables["low"]), pd.Series(tables["high"]), axis=1)
    for body in tables["bodies"]:
        out[f"body_{body}"] = (trips["body"] == body).astype(int)
    return out.assign(truck=trips["truck"], litres=trips["litres"])


def main():
    parts = {p.stem: pd.read_parquet(p) for p in Path("data/cut").glob("*.parquet")}
    tables = learn(parts["train"])
    Path("models").mkdir(exist_ok=True)
    Path("models/tables.json").write_text(json.dumps(tables))
    Path("data/features").mkdir(parents=True, exist_ok=True)
    for name, trips in parts.items():
        apply(trips, tables).to_parquet(f"data/features/{name}.parquet")


if __name__ == "__main__":
    main()
