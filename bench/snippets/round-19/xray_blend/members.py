import numpy as np

MEMBERS = ("densenet", "convnext", "vit_small")


def load_member(name, split):
    """Class probabilities written by the training job of one member, shape (n, classes)."""
    return np.load(f"predictions/{name}_{split}.npy")


def load_split(split):
    stacked = np.stack([load_member(name, split) for name in MEMBERS])
    labels = np.load(f"labels/{split}.npy")
    return stacked, labels
