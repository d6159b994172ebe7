import sys

import pandas as pd
import yaml
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import RobustScaler

src, dst = sys.argv[1:3]
cfg = yaml.safe_load(open("params.yaml"))["featurize"]

plates = pd.read_csv(src)
fault = plates.pop("fault_type")

chain = make_pipeline(RobustScaler(), PCA(n_components=cfg["components"], random_state=0))
comp = chain.fit_transform(plates)

out = pd.DataFrame(comp, columns=[f"c{i:02d}" for i in range(comp.shape[1])])
out["fault_type"] = fault.to_numpy()
out.to_parquet(dst, index=False)
print("explained:", chain[-1].explained_variance_ratio_.sum().round(3))
