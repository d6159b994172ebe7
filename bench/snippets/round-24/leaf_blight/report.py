import sys

import torch
from sklearn.metrics import classification_report
from torch import nn
from torchvision.models import resnet18

from data import device, leaf_loaders


@torch.no_grad()
def main(root="leaves", weights="leaf_resnet.pt"):
    _, held_loader, classes = leaf_loaders(root)
    dev = device()
    net = resnet18()
    net.fc = nn.Linear(net.fc.in_features, len(classes))
    net.load_state_dict(torch.load(weights, map_location=dev))
    net.to(dev).eval()

    truth, guess = [], []
    for images, target in held_loader:
        guess.extend(net(images.to(dev)).argmax(1).cpu().tolist())
        truth.extend(target.tolist())
    print(classification_report(truth, guess, target_names=classes, digits=3))


if __name__ == "__main__":
    main(*sys.argv[1:])
