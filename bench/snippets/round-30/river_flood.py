"""Will the gauge exceed the warning level within the next 48 hours?"""
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HORIZON_H = 48
WARNING_CM = 420


def read_gauges(path):
    gauges = pd.read_csv(path, parse_dates=["hour"])
    return gauges.sort_values(["gauge", "hour"]).reset_index(drop=True)


def table_for(gauge):
    gauge = gauge.set_index("hour").asfreq("h")
    level, rain = gauge["level_cm"], gauge["rain_mm"]
    out = pd.DataFrame(index=gauge.index)
    for lag in (0, 6, 12, 24):
        out[f"level_{lag}"] = level.shift(lag)
    out["rise_6"] = level - level.shift(6)
    for window in (6, 24, 72):
        out[f"rain_{window}"] = rain.rolling(window).sum()
    peak = level[::-1].rolling(HORIZON_H).max()[::-1].shift(-1)
    out["flood"] = (peak > WARNING_CM).where(peak.notna())
    return out.dropna()


def main():
    gauges = read_gauges("gauges.csv")
    tables = [table_for(g).assign(gauge=name) for name, g in gauges.groupby("gauge")]
    table = pd.concat(tables)
    table["flood"] = table["flood"].astype(int)

    cut = pd.Timestamp("2022-10-01")
    past = table[table.index < cut - pd.Timedelta(hours=HORIZON_H)]
    later = table[table.index >= cut]
    columns = [c for c in table.columns if c not in ("flood", "gauge")]
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    model.fit(past[columns], past["flood"])
    p = model.predict_proba(later[columns])[:, 1]
    print(f"AP {average_precision_score(later['flood'], p):.3f}  Brier {brier_score_loss(later['flood'], p):.4f}")


if __name__ == "__main__":
    main()
