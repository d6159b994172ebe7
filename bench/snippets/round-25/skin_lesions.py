"""Malignancy of dermoscopy images. Files are named <patient>_<lesion>_<shot>.jpg"""
from pathlib import Path

import pandas as pd
import torch
from PIL import Image
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision import models, transforms

IMAGES = Path("dermoscopy")
PLAIN = transforms.Compose([
    transforms.Resize((224, 224)), transforms.ToTensor(),
    transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
])
JITTER = transforms.Compose([transforms.RandomHorizontalFlip(), transforms.ColorJitter(0.1, 0.1), PLAIN])


def catalogue():
    paths = sorted(IMAGES.glob("*.jpg"))
    shots = pd.DataFrame({"path": [str(p) for p in paths]})
    name = shots["path"].map(lambda p: Path(p).stem.split("_"))
    shots["patient"], shots["lesion"] = name.str[0], name.str[1]
    biopsies = pd.read_csv("biopsies.csv", dtype={"patient": str, "lesion": str})
    return shots.merge(biopsies[["patient", "lesion", "malignant"]], on=["patient", "lesion"])


class Shots(Dataset):
    def __init__(self, rows, transform):
        self.rows, self.transform = rows.reset_index(drop=True), transform

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        row = self.rows.loc[i]
        image = Image.open(row["path"]).convert("RGB")
        return self.transform(image), torch.tensor(row["malignant"], dtype=torch.float32)


def folds(shots, seed=33):
    rest, test = train_test_split(shots, test_size=0.2, stratify=shots["malignant"], random_state=seed)
    fit, val = train_test_split(rest, test_size=0.15, stratify=rest["malignant"], random_state=seed)
    return fit, val, test


@torch.no_grad()
def auc(net, loader):
    net.eval()
    logits, truth = zip(*[(net(x).squeeze(1), y) for x, y in loader])
    return roc_auc_score(torch.cat(truth).numpy(), torch.cat(logits).numpy())


def main(epochs=15):
    torch.manual_seed(33)
    fit, val, test = folds(catalogue())
    fit_dl = DataLoader(Shots(fit, JITTER), batch_size=32, shuffle=True)
    val_dl = DataLoader(Shots(val, PLAIN), batch_size=64)
    test_dl = DataLoader(Shots(test, PLAIN), batch_size=64)
    net = models.efficientnet_b0(weights=models.EfficientNet_B0_Weights.DEFAULT)
    net.classifier[1] = nn.Linear(net.classifier[1].in_features, 1)
    optimiser = torch.optim.AdamW(net.parameters(), lr=2e-4)
    top = 0.0
    for _ in range(epochs):
        net.train()
        for x, y in fit_dl:
            optimiser.zero_grad()
            nn.functional.binary_cross_entropy_with_logits(net(x).squeeze(1), y).backward()
            optimiser.step()
        score = auc(net, val_dl)
        if score > top:
            top = score
            torch.save(net.state_dict(), "lesions.pt")
    net.load_state_dict(torch.load("lesions.pt"))
    print(f"validation {top:.4f}  test {auc(net, test_dl):.4f}")


if __name__ == "__main__":
    main()
