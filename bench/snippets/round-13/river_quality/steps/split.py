"""Whole catchments go to one side."""
import pandas as pd
import yaml
from sklearn.model_selection import GroupShuffleSplit


def main():
    with open("params.yaml") as handle:
        params = yaml.safe_load(handle)["split"]
    samples = pd.read_csv("data/samples.csv", parse_dates=["sampled_on"])
    samples = samples.dropna(subset=["nitrate_mg_l"]).reset_index(drop=True)
    splitter = GroupShuffleSplit(
        n_splits=1, test_size=params["report_share"], random_state=params["seed"]
    )
    fit, report = next(splitter.split(samples, groups=samples["catchment"]))
    samples.iloc[fit].to_parquet("data/fit.parquet", index=False)
    samples.iloc[report].to_parquet("data/report.parquet", index=False)


if __name__ == "__main__":
    main()
