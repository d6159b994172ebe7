"""High-grade versus low-grade from biopsy tiles."""
import numpy as np
import timm
import torch
from PIL import Image
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, Dataset

from manifest import tiles, with_grade

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


class Tiles(Dataset):
    def __init__(self, table):
        self.files = table["file"].tolist()
        self.grade = table["high_grade"].to_numpy(dtype=np.float32)

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        pixels = np.asarray(Image.open(self.files[i]).convert("RGB").resize((224, 224)))
        return torch.from_numpy(pixels.copy()).permute(2, 0, 1).float() / 255, self.grade[i]


def split(table, seed=3):
    rest, test = train_test_split(table, test_size=0.2, stratify=table["high_grade"], random_state=seed)
    train, valid = train_test_split(rest, test_size=0.1, stratify=rest["high_grade"], random_state=seed)
    return train, valid, test


@torch.no_grad()
def auc(net, loader):
    net.eval()
    scores = [(net(x.to(DEVICE)).squeeze(1).cpu(), y) for x, y in loader]
    p, y = (torch.cat(part).numpy() for part in zip(*scores))
    return roc_auc_score(y, p)


def main(epochs=10):
    torch.manual_seed(3)
    parts = split(with_grade(tiles()))
    train, valid, test = (
        DataLoader(Tiles(part), 48, shuffle=k == 0, num_workers=4) for k, part in enumerate(parts)
    )
    net = timm.create_model("resnet34", pretrained=True, num_classes=1).to(DEVICE)
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-4)
    best = 0.0
    for _ in range(epochs):
        net.train()
        for x, y in train:
            optimiser.zero_grad()
            logits = net(x.to(DEVICE)).squeeze(1)
            nn.functional.binary_cross_entropy_with_logits(logits, y.to(DEVICE)).backward()
            optimiser.step()
        current = auc(net, valid)
        if current > best:
            best = current
            torch.save(net.state_dict(), "grade.pt")
    net.load_state_dict(torch.load("grade.pt"))
    print("AUC", round(auc(net, test), 4))


if __name__ == "__main__":
    main()
