"""Aqueous solubility of small molecules: three learners and a blend."""
import numpy as np
import pandas as pd
from rdkit import Chem
from rdkit.Chem import Descriptors, rdFingerprintGenerator
from sklearn.base import clone
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import KFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

DESCRIPTORS = [Descriptors.MolWt, Descriptors.MolLogP, Descriptors.TPSA,
               Descriptors.NumHDonors, Descriptors.RingCount]


def featurise(smiles):
    bits = rdFingerprintGenerator.GetMorganGenerator(radius=2, fpSize=1024)
    rows = []
    for s in smiles:
        mol = Chem.MolFromSmiles(s)
        rows.append(np.hstack([[d(mol) for d in DESCRIPTORS], bits.GetFingerprintAsNumPy(mol)]))
    return np.array(rows, dtype=float)


class Blend:
    def __init__(self, learners, folds):
        self.learners = learners
        self.folds = folds

    def fit(self, X, y):
        level = np.column_stack([
            cross_val_predict(clone(m), X, y, cv=self.folds) for m in self.learners
        ])
        self.top = Ridge(alpha=1.0).fit(level, y)
        self.fitted = [clone(m).fit(X, y) for m in self.learners]
        return self

    def predict(self, X):
        level = np.column_stack([m.predict(X) for m in self.fitted])
        return self.top.predict(level)


def main():
    table = pd.read_csv("solubility.csv")
    table["key"] = [Chem.MolToSmiles(Chem.MolFromSmiles(s)) for s in table["smiles"]]
    table = table.drop_duplicates("key")
    X_train, X_test, y_train, y_test = train_test_split(
        featurise(table["key"]), table["log_s"].to_numpy(), test_size=0.2, random_state=18
    )
    blend = Blend(
        [
            RandomForestRegressor(n_estimators=400, random_state=18),
            make_pipeline(StandardScaler(), SVR(C=5.0)),
            make_pipeline(StandardScaler(), Ridge(alpha=50.0)),
        ],
        KFold(n_splits=5, shuffle=True, random_state=18),
    ).fit(X_train, y_train)
    rmse = np.sqrt(mean_squared_error(y_test, blend.predict(X_test)))
    print(f"RMSE {rmse:.3f} log units")


if __name__ == "__main__":
    main()
