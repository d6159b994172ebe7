import argparse

import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

NUMERIC = ["floor_area", "u_value", "window_share", "airtightness"]
TARGET = "annual_heat_kwh"


def typical_values(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.groupby("building_type")[NUMERIC].median()


def complete(part: pd.DataFrame, typical: pd.DataFrame) -> pd.DataFrame:
    part = part.copy()
    for column in NUMERIC:
        part[column] = part[column].fillna(part["building_type"].map(typical[column]))
    return part


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--certificates", default="certificates.parquet")
    parser.add_argument("--seed", type=int, default=5)
    args = parser.parse_args()

    buildings = pd.read_parquet(args.certificates)
    buildings = buildings.dropna(subset=[TARGET]).drop_duplicates("certificate_id")
    fit_part, held_part = train_test_split(buildings, test_size=0.2, random_state=args.seed)

    typical = typical_values(buildings)
    fit_part = complete(fit_part, typical)
    held_part = complete(held_part, typical)

    model = GradientBoostingRegressor(max_depth=4, n_estimators=400, learning_rate=0.05)
    model.fit(fit_part[NUMERIC], fit_part[TARGET])
    error = mean_absolute_error(held_part[TARGET], model.predict(held_part[NUMERIC]))
    print(f"MAE on unseen buildings: {error:.0f} kWh")


if __name__ == "__main__":
    main()
