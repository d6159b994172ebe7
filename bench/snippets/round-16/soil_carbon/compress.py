import joblib
import pandas as pd
import yaml
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def main():
    with open("params.yaml") as handle:
        params = yaml.safe_load(handle)["compress"]
    samples = pd.read_parquet("work/spectra.parquet")
    carbon = samples.pop("soc_percent")
    compressor = make_pipeline(StandardScaler(), PCA(params["components"], random_state=0))
    scores = compressor.fit_transform(samples)
    columns = [f"pc_{i:02d}" for i in range(scores.shape[1])]
    out = pd.DataFrame(scores, index=samples.index, columns=columns)
    out.assign(soc_percent=carbon).to_parquet("work/scores.parquet")
    joblib.dump(compressor, "work/compressor.joblib")


if __name__ == "__main__":
    main()
