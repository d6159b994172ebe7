import numpy as np
import pandas as pd
from rdkit import Chem
from rdkit.Chem import Descriptors
from sklearn.feature_selection import VarianceThreshold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import RobustScaler


def descriptors(smiles):
    table = pd.DataFrame([Descriptors.CalcMolDescriptors(Chem.MolFromSmiles(s)) for s in smiles])
    return table.clip(-1e6, 1e6).fillna(0.0)


prepare = make_pipeline(VarianceThreshold(1e-4), RobustScaler())
for name in ("train", "valid", "test"):
    part = pd.read_csv(f"data/{name}.csv")
    raw = descriptors(part["smiles"])
    ready = prepare.fit_transform(raw) if name == "train" else prepare.transform(raw)
    np.savez(f"data/{name}.npz", X=ready, y=part["log_s"].to_numpy())
