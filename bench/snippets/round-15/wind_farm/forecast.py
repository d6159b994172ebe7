"""Farm output two hours ahead."""
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_error

from signals import make_features, read_hours

HORIZON = 2
FIRST_CHECK_DAY = pd.Timestamp("2024-07-01")


def main():
    hours = read_hours("farm_hours.csv")
    table = make_features(hours)
    table["target"] = hours["power_mw"].shift(-HORIZON)
    table = table.dropna()

    known = table[table.index < FIRST_CHECK_DAY - pd.Timedelta(hours=HORIZON)]
    later = table[table.index >= FIRST_CHECK_DAY]
    model = LGBMRegressor(n_estimators=600, learning_rate=0.03, random_state=0)
    model.fit(known.drop(columns="target"), known["target"])
    guess = model.predict(later.drop(columns="target"))
    print(f"MAE {mean_absolute_error(later['target'], guess):.2f} MW")


if __name__ == "__main__":
    main()
