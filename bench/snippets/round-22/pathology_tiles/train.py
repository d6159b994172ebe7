import argparse
import copy

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from torch import nn
from torch.utils.data import DataLoader
from torchvision.models import ResNet18_Weights, resnet18

from tiles import parts

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


@torch.no_grad()
def auc(net, loader):
    net.eval()
    truth, score = [], []
    for images, kinds in loader:
        score.append(net(images.to(DEVICE)).squeeze(1).cpu().numpy())
        truth.append(kinds.numpy())
    return roc_auc_score(np.concatenate(truth), np.concatenate(score))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--index", default="tiles.csv")
    parser.add_argument("--root", default="tiles")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=6)
    args = parser.parse_args()
    torch.manual_seed(args.seed)

    train, valid, test = parts(args.index, args.root, args.seed)
    feed = DataLoader(train, batch_size=64, shuffle=True, num_workers=8)
    watch = DataLoader(valid, batch_size=128, num_workers=8)
    net = resnet18(weights=ResNet18_Weights.DEFAULT)
    net.fc = nn.Linear(net.fc.in_features, 1)
    net.to(DEVICE)
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-4, weight_decay=1e-3)
    loss_fn = nn.BCEWithLogitsLoss()

    best, kept = 0.0, copy.deepcopy(net.state_dict())
    for epoch in range(args.epochs):
        net.train()
        for images, kinds in feed:
            optimiser.zero_grad()
            loss = loss_fn(net(images.to(DEVICE)).squeeze(1), kinds.float().to(DEVICE))
            loss.backward()
            optimiser.step()
        now = auc(net, watch)
        print(f"epoch {epoch:02d} validation AUC {now:.4f}")
        if now > best:
            best, kept = now, copy.deepcopy(net.state_dict())

    net.load_state_dict(kept)
    print(f"test AUC {auc(net, DataLoader(test, batch_size=128, num_workers=8)):.4f}")


if __name__ == "__main__":
    main()
