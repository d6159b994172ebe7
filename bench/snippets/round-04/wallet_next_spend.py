from pathlib import Path

import pandas as pd
from catboost import CatBoostRegressor
from sklearn.metrics import mean_absolute_error

ROOT = Path("data")


def monthly(path: Path) -> pd.DataFrame:
    tx = pd.read_parquet(path)
    tx["month"] = tx["booked_at"].dt.to_period("M").dt.to_timestamp()
    out = tx.groupby(["wallet_id", "month"], as_index=False)["amount"].sum()
    return out.sort_values(["wallet_id", "month"], ignore_index=True)


def history(m: pd.DataFrame) -> pd.DataFrame:
    m["amount_prev"] = m["amount"].shift(1)
    m["amount_prev2"] = m["amount"].shift(2)
    m["amount_q"] = m["amount"].shift(1).rolling(3).mean()
    m["month_no"] = m["month"].dt.month
    return m.dropna()


def fit_and_score(m: pd.DataFrame, cut: str) -> float:
    feats = ["amount_prev", "amount_prev2", "amount_q", "month_no"]
    train = m[m["month"] < cut]
    test = m[m["month"] >= cut]
    reg = CatBoostRegressor(iterations=600, depth=6, loss_function="MAE", verbose=False)
    reg.fit(train[feats], train["amount"])
    return mean_absolute_error(test["amount"], reg.predict(test[feats]))


if __name__ == "__main__":
    table = history(monthly(ROOT / "transactions.parquet"))
    print(f"MAE {fit_and_score(table, '2024-01-01'):.2f}")
