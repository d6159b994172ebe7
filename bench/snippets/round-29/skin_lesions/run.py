"""Malignancy of skin lesions, several photos per patient."""
import copy

import pandas as pd
import torch
from sklearn.metrics import roc_auc_score
from torch import nn
from torch.utils.data import DataLoader
from torchvision.models import efficientnet_b0

from lesions import LesionImages, channel_stats, patient_parts, transform_pair


@torch.no_grad()
def auc(net, loader):
    net.eval()
    scores, labels = [], []
    for x, y in loader:
        scores += net(x).squeeze(1).tolist()
        labels += y.tolist()
    return roc_auc_score(labels, scores)


def main():
    torch.manual_seed(9)
    fit, val, test = patient_parts(pd.read_csv("data/lesions.csv"), seed=9)
    turned, plain = transform_pair(*channel_stats(fit["file"]))
    fit_loader = DataLoader(LesionImages(fit, turned), batch_size=32, shuffle=True)
    val_loader = DataLoader(LesionImages(val, plain), batch_size=64)
    net = efficientnet_b0(weights="DEFAULT")
    net.classifier[1] = nn.Linear(net.classifier[1].in_features, 1)
    optimiser, loss_fn = torch.optim.AdamW(net.parameters(), lr=2e-4), nn.BCEWithLogitsLoss()
    best, best_auc = None, 0.0
    for epoch in range(20):
        net.train()
        for x, y in fit_loader:
            optimiser.zero_grad()
            loss_fn(net(x).squeeze(1), y).backward()
            optimiser.step()
        val_auc = auc(net, val_loader)
        if val_auc > best_auc:
            best, best_auc = copy.deepcopy(net.state_dict()), val_auc
    net.load_state_dict(best)
    print("AUROC", round(auc(net, DataLoader(LesionImages(test, plain), batch_size=64)), 3))


if __name__ == "__main__":
    main()
