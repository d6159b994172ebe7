"""TF-IDF and topic space; the fitted steps are stored beside the matrices."""
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline


def main():
    Path("features").mkdir(exist_ok=True)
    steps = make_pipeline(
        TfidfVectorizer(min_df=5, max_df=0.4, sublinear_tf=True, max_features=60000),
        TruncatedSVD(n_components=200, random_state=0),
    )
    for name in ("fit", "tune", "final"):
        part = pd.read_parquet(f"data/{name}.parquet")
        X = steps.fit_transform(part["body"]) if name == "fit" else steps.transform(part["body"])
        np.savez(f"features/{name}.npz", X=X, y=part["topic"].to_numpy(dtype=str))
    joblib.dump(steps, "features/steps.joblib")


if __name__ == "__main__":
    main()
