import numpy as np
import pandas as pd
from rdkit import Chem
from rdkit.Chem import AllChem
from rdkit.Chem.Scaffolds.MurckoScaffold import MurckoScaffoldSmiles
from sklearn.feature_selection import SelectKBest, chi2
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, GroupKFold, GroupShuffleSplit
from sklearn.pipeline import Pipeline


def fingerprint(smiles):
    mol = Chem.MolFromSmiles(smiles)
    return np.array(AllChem.GetMorganFingerprintAsBitVect(mol, 2, nBits=2048))


def load(path):
    mols = pd.read_csv(path).drop_duplicates("canonical_smiles")
    X = np.array([fingerprint(s) for s in mols["canonical_smiles"]])
    scaffold = mols["canonical_smiles"].map(lambda s: MurckoScaffoldSmiles(smiles=s)).to_numpy()
    return X, mols["toxic"].to_numpy(), scaffold


def main():
    X, y, scaffold = load("tox_assay.csv")
    a, b = next(GroupShuffleSplit(1, test_size=0.2, random_state=0).split(X, y, scaffold))
    pipe = Pipeline([("bits", SelectKBest(chi2)), ("clf", LogisticRegression(max_iter=3000))])
    search = GridSearchCV(
        pipe, {"bits__k": [128, 256, 512], "clf__C": [0.01, 0.1, 1.0]}, cv=GroupKFold(5), scoring="roc_auc"
    )
    search.fit(X[a], y[a], groups=scaffold[a])
    print(search.best_params_, "cv", round(search.best_score_, 3))
    print("AUC", roc_auc_score(y[b], search.predict_proba(X[b])[:, 1]))


if __name__ == "__main__":
    main()
