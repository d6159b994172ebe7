from pathlib import Path

import lightning as L
from torch.utils.data import DataLoader
from torchvision import transforms as T
from torchvision.datasets import ImageFolder

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class ChestDataModule(L.LightningDataModule):
    def __init__(self, root, batch_size=32, num_workers=0):
        super().__init__()
        self.root = Path(root)
        self.kw = dict(batch_size=batch_size, num_workers=num_workers, pin_memory=True)
        self.train_tf = T.Compose(
            [T.RandomResizedCrop(224, scale=(0.8, 1.0)), T.RandomRotation(7), T.ToTensor(), T.Normalize(MEAN, STD)]
        )
        self.eval_tf = T.Compose([T.Resize(256), T.CenterCrop(224), T.ToTensor(), T.Normalize(MEAN, STD)])

    def setup(self, stage=None):
        self.train_set = ImageFolder(self.root / "train", self.train_tf)
        self.test_set = ImageFolder(self.root / "test", self.eval_tf)

    def train_dataloader(self):
        return DataLoader(self.train_set, shuffle=True, **self.kw)

    def val_dataloader(self):
        return DataLoader(self.test_set, **self.kw)

    def test_dataloader(self):
        return DataLoader(self.test_set, **self.kw)
