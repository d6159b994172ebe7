import logging
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor

logger = logging.getLogger("units")


class WeeklyUnits:
    lags = (1, 2, 4, 8)

    def __init__(self, root: Path, first_test_week: str):
        self.root = root
        self.first_test_week = pd.Timestamp(first_test_week)

    def load(self) -> pd.DataFrame:
        files = sorted(self.root.glob("shop_*.csv"))
        frames = [pd.read_csv(f, parse_dates=["week"]).assign(shop=f.stem.split("_")[1]) for f in files]
        out = pd.concat(frames).sort_values(["shop", "week"]).reset_index(drop=True)
        logger.info("%d shops, %d rows", out["shop"].nunique(), len(out))
        return out

    def features(self, df: pd.DataFrame) -> pd.DataFrame:
        for k in self.lags:
            df[f"u_{k}"] = df["units"].shift(k)
        df["u_mean8"] = df["units"].shift(1).rolling(8).mean()
        df["price_chg"] = df["price"].pct_change()
        df["woy"] = df["week"].dt.isocalendar().week.astype(int)
        return df.dropna()

    def run(self) -> float:
        df = self.features(self.load())
        cols = [c for c in df if c.startswith("u_")] + ["price", "price_chg", "woy"]
        tr = df[df["week"] < self.first_test_week]
        te = df[df["week"] >= self.first_test_week]
        model = HistGradientBoostingRegressor(loss="poisson", max_iter=300)
        model.fit(tr[cols], tr["units"])
        wape = np.abs(model.predict(te[cols]) - te["units"]).sum() / te["units"].sum()
        logger.info("WAPE %.3f", wape)
        return wape


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    WeeklyUnits(Path("shops"), "2023-07-03").run()
