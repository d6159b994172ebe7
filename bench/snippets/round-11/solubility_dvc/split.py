"""Compounds that share a scaffold stay in one part."""
import pandas as pd
import yaml
from rdkit.Chem.Scaffolds.MurckoScaffold import MurckoScaffoldSmiles
from sklearn.model_selection import GroupShuffleSplit

params = yaml.safe_load(open("params.yaml"))["split"]
compounds = pd.read_csv("data/compounds.csv").drop_duplicates("smiles").reset_index(drop=True)
compounds["scaffold"] = [MurckoScaffoldSmiles(smiles=s) for s in compounds["smiles"]]


def divide(table, share):
    splitter = GroupShuffleSplit(n_splits=1, test_size=share, random_state=params["seed"])
    kept, held = next(splitter.split(table, groups=table["scaffold"]))
    return table.iloc[kept], table.iloc[held]


rest, test = divide(compounds, params["test"])
train, valid = divide(rest, params["valid"] / (1 - params["test"]))
for name, part in {"train": train, "valid": valid, "test": test}.items():
    part.to_csv(f"data/{name}.csv", index=False)
