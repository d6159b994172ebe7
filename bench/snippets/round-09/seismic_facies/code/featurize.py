import pandas as pd
import yaml
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

p = yaml.safe_load(open("params.yaml"))["featurize"]
traces = pd.read_parquet("work/traces.parquet")
attrs = traces.drop(columns="facies")

scaled = StandardScaler().fit_transform(attrs)
comp = PCA(p["n_components"], random_state=0).fit_transform(scaled)

out = pd.DataFrame(comp, columns=[f"c{i}" for i in range(comp.shape[1])])
out["facies"] = traces["facies"].to_numpy()
out.to_parquet("work/components.parquet")
