import pandas as pd


def applications(path: str) -> pd.DataFrame:
    frame = pd.read_parquet(path)
    frame["applied_at"] = pd.to_datetime(frame["applied_at"])
    return frame.sort_values("applied_at").drop_duplicates("customer_id", keep="first")


def bureau_profile(path: str) -> pd.DataFrame:
    history = pd.read_parquet(path).sort_values("reported_at")
    latest = history.groupby("customer_id").last()
    return latest[["open_lines", "utilisation", "arrears_90d", "inquiries"]].reset_index()


def training_table(app_path: str, bureau_path: str) -> pd.DataFrame:
    apps = applications(app_path)
    return apps.merge(bureau_profile(bureau_path), on="customer_id", how="left")
