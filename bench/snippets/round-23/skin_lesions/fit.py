import copy

import torch
from sklearn.metrics import roc_auc_score
from torch import nn
from torch.utils.data import DataLoader
from torchvision import models

from images import three_sets

EPOCHS = 20
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


@torch.no_grad()
def auc(net, images):
    net.eval()
    truth, risk = [], []
    for x, y in DataLoader(images, batch_size=64):
        risk += torch.sigmoid(net(x.to(DEVICE)).squeeze(1)).cpu().tolist()
        truth += y.tolist()
    return roc_auc_score(truth, risk)


def main():
    torch.manual_seed(0)
    train, valid, test = three_sets("data/lesions.csv")
    net = models.efficientnet_b0(weights=models.EfficientNet_B0_Weights.DEFAULT)
    net.classifier[1] = nn.Linear(net.classifier[1].in_features, 1)
    net = net.to(DEVICE)
    optimiser = torch.optim.AdamW(net.parameters(), lr=2e-4)
    loss_fn = nn.BCEWithLogitsLoss()

    best, kept = -1.0, None
    for epoch in range(EPOCHS):
        net.train()
        for x, y in DataLoader(train, batch_size=32, shuffle=True, num_workers=4):
            optimiser.zero_grad()
            loss_fn(net(x.to(DEVICE)).squeeze(1), y.to(DEVICE)).backward()
            optimiser.step()
        now = auc(net, valid)
        print(epoch, round(now, 4))
        if now > best:
            best, kept = now, copy.deepcopy(net.state_dict())

    net.load_state_dict(kept)
    print("AUC on unseen patients", round(auc(net, test), 4))


if __name__ == "__main__":
    main()
