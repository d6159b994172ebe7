import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error


def smooth(series, hours):
    return series.rolling(hours, center=True, min_periods=1).mean()


def make_table(scada):
    scada = scada.sort_values("time").set_index("time")
    table = pd.DataFrame(index=scada.index)
    table["wind"] = scada["wind_speed"]
    table["power_smooth"] = smooth(scada["power_mw"], 9)
    table["power_now"] = scada["power_mw"]
    table["hour"] = scada.index.hour
    table["target"] = scada["power_mw"].shift(-3)
    return table.dropna()


def main():
    scada = pd.read_csv("scada_hourly.csv", parse_dates=["time"])
    table = make_table(scada)
    early = table.loc[:"2022-12-31 20:00"]
    late = table.loc["2023-01-02":]
    feats = [c for c in table.columns if c != "target"]
    model = HistGradientBoostingRegressor(max_iter=400, learning_rate=0.05, random_state=0)
    model.fit(early[feats], early["target"])
    pred = model.predict(late[feats])
    naive = mean_absolute_error(late["target"], late["power_now"])
    print(f"3 h ahead MAE {mean_absolute_error(late['target'], pred):.2f} (persistence {naive:.2f})")


if __name__ == "__main__":
    main()
