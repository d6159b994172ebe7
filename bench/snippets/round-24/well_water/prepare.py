"""Clean the well survey: one row per drinking-water well."""
import sys

import pandas as pd
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer
from sklearn.preprocessing import PowerTransformer

IONS = ["calcium", "magnesium", "sodium", "chloride", "sulfate", "nitrate", "iron", "manganese"]
FIELD = ["ph", "conductivity", "depth_m", "redox_mv"]


def main(source, target):
    wells = pd.read_csv(source).drop_duplicates("well_id")
    wells = wells[wells["arsenic_ug_l"].notna()]
    columns = IONS + FIELD
    filler = IterativeImputer(max_iter=20, random_state=0)
    wells[columns] = filler.fit_transform(wells[columns])
    wells[columns] = PowerTransformer().fit_transform(wells[columns])
    wells["above_limit"] = (wells["arsenic_ug_l"] > 10).astype(int)
    wells.drop(columns=["arsenic_ug_l", "well_id"]).to_parquet(target, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
