"""Defect classifier on weld seam images (each image is of a different seam)."""
import copy

import torch
from torch import nn
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, models, transforms

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"

augment = transforms.Compose([
    transforms.RandomHorizontalFlip(), transforms.RandomRotation(8),
    transforms.Resize((224, 224)), transforms.ToTensor(), transforms.Normalize(MEAN, STD),
])
plain = transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor(), transforms.Normalize(MEAN, STD)])


def loaders(root, seed=7, share=0.2, batch=32):
    noisy, steady = datasets.ImageFolder(root, augment), datasets.ImageFolder(root, plain)
    order = torch.randperm(len(noisy), generator=torch.Generator().manual_seed(seed)).tolist()
    cut = int(len(order) * share)
    train = DataLoader(Subset(noisy, order[cut:]), batch_size=batch, shuffle=True, num_workers=4)
    test = DataLoader(Subset(steady, order[:cut]), batch_size=batch, num_workers=4)
    return train, test, len(noisy.classes)


@torch.no_grad()
def accuracy(net, loader):
    net.eval()
    hits = total = 0
    for images, labels in loader:
        guess = net(images.to(DEVICE)).argmax(1).cpu()
        hits += (guess == labels).sum().item()
        total += len(labels)
    return hits / total


def fit(net, train, watch, epochs=40, patience=6):
    optimiser = torch.optim.AdamW(net.parameters(), lr=3e-4, weight_decay=1e-2)
    loss_fn = nn.CrossEntropyLoss(label_smoothing=0.05)
    best, kept, waited = 0.0, copy.deepcopy(net.state_dict()), 0
    for epoch in range(epochs):
        net.train()
        for images, labels in train:
            optimiser.zero_grad()
            loss_fn(net(images.to(DEVICE)), labels.to(DEVICE)).backward()
            optimiser.step()
        score = accuracy(net, watch)
        if score > best:
            best, kept, waited = score, copy.deepcopy(net.state_dict()), 0
        else:
            waited += 1
            if waited >= patience:
                break
    net.load_state_dict(kept)
    return net


if __name__ == "__main__":
    train, test, n = loaders("seams")
    net = models.resnet18(weights=models.ResNet18_Weights.DEFAULT)
    net.fc = nn.Linear(net.fc.in_features, n)
    net = fit(net.to(DEVICE), train, test)
    print(f"test accuracy {accuracy(net, test):.4f}")
