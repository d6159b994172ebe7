"""Walk-forward test of a monthly return model for sector ETFs."""
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.stats import spearmanr
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HORIZON = 21


def signals(close: pd.DataFrame) -> pd.DataFrame:
    """Long table indexed by (day, ticker); close is a day x ticker table."""
    daily = close.pct_change(fill_method=None)
    wide = {
        "mom_21": close.pct_change(21, fill_method=None),
        "mom_126": close.pct_change(126, fill_method=None),
        "vol_63": daily.rolling(63).std(),
        "gap_200": close / close.rolling(200).mean() - 1,
        "ahead": close.shift(-HORIZON) / close - 1,
    }
    return pd.concat({k: v.stack() for k, v in wide.items()}, axis=1).dropna()


@dataclass
class WalkForward:
    table: pd.DataFrame
    step: int = 10
    start: int = 750
    log: list = field(default_factory=list)

    def windows(self):
        days = self.table.index.get_level_values(0).unique().sort_values()
        for k in range(self.start, len(days) - self.step, self.step):
            yield days[:k], days[k : k + self.step]

    def run(self):
        x, y = self.table.drop(columns="ahead"), self.table["ahead"]
        day = self.table.index.get_level_values(0)
        for known, coming in self.windows():
            fit, use = day.isin(known), day.isin(coming)
            model = make_pipeline(StandardScaler(), Ridge(alpha=50.0))
            model.fit(x[fit], y[fit])
            rho, _ = spearmanr(model.predict(x[use]), y[use])
            self.log.append((coming[0], rho))
        return pd.Series(dict(self.log))


if __name__ == "__main__":
    close = pd.read_csv("etf_close.csv", index_col="date", parse_dates=True).sort_index()
    ic = WalkForward(signals(close)).run()
    print("mean rank IC", round(ic.mean(), 4), "t", round(ic.mean() / ic.std() * np.sqrt(len(ic)), 2))
