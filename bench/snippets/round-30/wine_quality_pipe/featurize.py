import pandas as pd
import yaml
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def main():
    with open("params.yaml") as fh:
        cfg = yaml.safe_load(fh)["featurize"]
    wines = pd.read_csv("raw/wines.csv").drop_duplicates("lot")
    spectrum = wines.filter(like="nm_")
    reducer = make_pipeline(StandardScaler(), PCA(n_components=cfg["components"]))
    comps = reducer.fit_transform(spectrum)
    table = pd.DataFrame(comps, columns=[f"pc{i}" for i in range(comps.shape[1])])
    table["quality"] = wines["quality"].to_numpy()
    table.to_parquet("work/components.parquet")


if __name__ == "__main__":
    main()
