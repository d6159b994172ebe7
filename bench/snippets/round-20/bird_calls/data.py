from pathlib import Path

import numpy as np
import torch
from torch.utils.data import Dataset, random_split


class CallClips(Dataset):
    def __init__(self, root):
        self.files = sorted(Path(root).glob("*/*.npy"))
        self.species = sorted({p.parent.name for p in self.files})

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        mel = torch.from_numpy(np.load(self.files[i])).float()
        mel = (mel - mel.mean()) / (mel.std() + 1e-6)
        return mel.unsqueeze(0), self.species.index(self.files[i].parent.name)


def partitions(root, share=0.8):
    clips = CallClips(root)
    n = int(len(clips) * share)
    return random_split(clips, [n, len(clips) - n])
