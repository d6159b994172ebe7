import pandas as pd
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def main():
    fields = pd.read_csv("work/fields.csv")
    bands = [c for c in fields.columns if c.startswith("ndvi_")]
    fit = fields["part"] == "fit"
    reduce = make_pipeline(StandardScaler(), PCA(8, random_state=0)).fit(fields.loc[fit, bands])
    comps = pd.DataFrame(reduce.transform(fields[bands])).add_prefix("pc_")
    out = pd.concat([fields[["part", "yield_t"]], comps], axis=1)
    out.to_parquet("work/features.parquet")


if __name__ == "__main__":
    main()
