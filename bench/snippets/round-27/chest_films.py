"""Pneumothorax on chest films; many patients have several films."""
import numpy as np
import pandas as pd
import torch
from PIL import Image
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupShuffleSplit
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision import models, transforms

GREY = transforms.Grayscale(num_output_channels=3)
NORM = transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
TURNED = transforms.Compose([GREY, transforms.RandomAffine(6, (0.03, 0.03)), transforms.Resize((256, 256)), transforms.ToTensor(), NORM])
STILL = transforms.Compose([GREY, transforms.Resize((256, 256)), transforms.ToTensor(), NORM])


class Films(Dataset):
    def __init__(self, table, view):
        self.table, self.view = table.reset_index(drop=True), view

    def __len__(self):
        return len(self.table)

    def __getitem__(self, i):
        row = self.table.iloc[i]
        return self.view(Image.open(row["file"])), torch.tensor(float(row["ptx"]))


def apart(table, share, seed):
    splitter = GroupShuffleSplit(n_splits=1, test_size=share, random_state=seed)
    a, b = next(splitter.split(table, groups=table["patient"]))
    return table.iloc[a], table.iloc[b]


@torch.no_grad()
def auc(net, films, device):
    net.eval()
    out = [(torch.sigmoid(net(x.to(device)).squeeze(1)).cpu(), y) for x, y in DataLoader(films, 64, num_workers=4)]
    return roc_auc_score(np.concatenate([y for _, y in out]), np.concatenate([p for p, _ in out]))


def main():
    device = "cuda" if torch.cuda.is_available() else "cpu"
    table = pd.read_csv("films.csv")
    rest, test = apart(table, 0.2, seed=0)
    train, valid = apart(rest, 0.15, seed=1)

    net = models.densenet121(weights=models.DenseNet121_Weights.DEFAULT)
    net.classifier = nn.Linear(net.classifier.in_features, 1)
    net.to(device)
    weight = torch.tensor((train["ptx"] == 0).sum() / (train["ptx"] == 1).sum(), device=device, dtype=torch.float32)
    loss_fn = nn.BCEWithLogitsLoss(pos_weight=weight)
    opt = torch.optim.AdamW(net.parameters(), 1e-4)
    best, state = -1.0, None
    for _ in range(12):
        net.train()
        for x, y in DataLoader(Films(train, TURNED), 32, shuffle=True, num_workers=4):
            opt.zero_grad()
            loss_fn(net(x.to(device)).squeeze(1), y.to(device)).backward()
            opt.step()
        now = auc(net, Films(valid, STILL), device)
        if now > best:
            best, state = now, {k: v.detach().clone() for k, v in net.state_dict().items()}
    net.load_state_dict(state)
    print("test AUC", auc(net, Films(test, STILL), device))


if __name__ == "__main__":
    main()
