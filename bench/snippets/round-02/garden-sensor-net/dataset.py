import numpy as np
import torch
from torch.utils.data import TensorDataset, random_split


def load_dataset(path="soil.npz"):
    z = np.load(path)
    return TensorDataset(torch.tensor(z["x"]).float(), torch.tensor(z["y"]).float())


def split_dataset(dataset, test_share=0.2):
    n_test = int(len(dataset) * test_share)
    return random_split(dataset, [len(dataset) - n_test, n_test])
