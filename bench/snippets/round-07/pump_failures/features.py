"""Inspection-level table for the pump failure model."""
import pandas as pd


def load(cfg: dict) -> pd.DataFrame:
    insp = pd.read_parquet(cfg["inspections"]).sort_values("inspected_at")
    read = pd.read_parquet(cfg["readings"]).sort_values("read_at")
    read = read.assign(
        vib_avg=read.groupby("pump")["vibration"].transform(lambda s: s.rolling(12, min_periods=3).mean())
    )
    return pd.merge_asof(
        insp,
        read[["pump", "read_at", "vibration", "vib_avg", "temp_c"]],
        left_on="inspected_at",
        right_on="read_at",
        by="pump",
        direction="backward",
        tolerance=pd.Timedelta(hours=cfg["tolerance_hours"]),
    )


def add_label(tab: pd.DataFrame, cfg: dict) -> pd.DataFrame:
    fail = pd.read_parquet(cfg["failures"]).sort_values("failed_at")
    nxt = pd.merge_asof(
        tab.sort_values("inspected_at"), fail, left_on="inspected_at", right_on="failed_at",
        by="pump", direction="forward",
    )
    wait = nxt["failed_at"] - nxt["inspected_at"]
    nxt["fails_soon"] = (wait <= pd.Timedelta(days=cfg["label_days"])).astype(int)
    return nxt.drop(columns=["failed_at", "read_at"])
