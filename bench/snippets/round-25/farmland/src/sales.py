"""Registry rows -> one clean row per parcel sold in 2020."""
import sys

import pandas as pd


def main(src, dst):
    registry = pd.read_csv(src)
    sales = registry[registry["deed_type"].eq("arm_length") & registry["hectares"].gt(0.5)]
    sales = sales.drop_duplicates("parcel_id")
    sales = sales.assign(price_ha=sales["price_eur"] / sales["hectares"])
    keep = ["parcel_id", "hectares", "soil_points", "slope", "rain_mm", "clay", "ph",
            "organic_matter", "road_m", "town_km", "water_right", "price_ha"]
    sales[keep].to_parquet(dst)


if __name__ == "__main__":
    main(*sys.argv[1:3])
