from pathlib import Path

import lightning as L
import numpy as np
import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms as T


class Roofs(Dataset):
    """One aerial crop per building; label 1 if panels are mounted."""

    def __init__(self, files, transform):
        self.files, self.transform = files, transform

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        image = Image.open(self.files[i]).convert("RGB").resize((128, 128))
        return self.transform(image), float(self.files[i].parent.name == "panels")


class RoofData(L.LightningDataModule):
    def __init__(self, root, batch_size=64, seed=40):
        super().__init__()
        self.root, self.batch_size, self.seed = Path(root), batch_size, seed

    def setup(self, stage=None):
        files = sorted(self.root.glob("*/*.png"))
        order = np.random.default_rng(self.seed).permutation(len(files))
        a, b = int(0.7 * len(files)), int(0.85 * len(files))
        pick = lambda part: [files[i] for i in part]
        fit, tune, final = pick(order[:a]), pick(order[a:b]), pick(order[b:])

        mean, std = self.channel_stats(fit)
        plain = T.Compose([T.ToTensor(), T.Normalize(mean, std)])
        noisy = T.Compose([T.RandomHorizontalFlip(), T.RandomRotation(20), T.ColorJitter(0.2, 0.2), T.ToTensor(), T.Normalize(mean, std)])
        self.fit_set, self.tune_set, self.final_set = Roofs(fit, noisy), Roofs(tune, plain), Roofs(final, plain)

    @staticmethod
    def channel_stats(files):
        pixels = torch.stack([Roofs([f], T.ToTensor())[0][0] for f in files])
        return pixels.mean(dim=(0, 2, 3)).tolist(), pixels.std(dim=(0, 2, 3)).tolist()

    def train_dataloader(self):
        return DataLoader(self.fit_set, self.batch_size, shuffle=True, num_workers=4)

    def val_dataloader(self):
        return DataLoader(self.tune_set, self.batch_size, num_workers=4)

    def test_dataloader(self):
        return DataLoader(self.final_set, self.batch_size, num_workers=4)
