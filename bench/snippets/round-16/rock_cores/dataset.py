import pandas as pd
from sklearn.model_selection import train_test_split

INPUTS = ["gamma_ray", "bulk_density", "neutron_porosity", "sonic", "resistivity_log10"]
LABEL = "facies"


def read_plugs(path="data/core_plugs.csv"):
    plugs = pd.read_csv(path)
    return plugs.drop_duplicates(subset=INPUTS).dropna(subset=[LABEL])


def partition(path="data/core_plugs.csv", share=0.2):
    plugs = read_plugs(path)
    X, y = plugs[INPUTS], plugs[LABEL]
    return train_test_split(X, y, test_size=share, stratify=y)
