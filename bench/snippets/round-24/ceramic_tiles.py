"""Surface defects of ceramic tiles, one photograph per tile."""
import numpy as np
import torch
from sklearn.metrics import balanced_accuracy_score
from torch import nn
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, models, transforms

ROOT = "photos"
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")

varied = transforms.Compose(
    [
        transforms.RandomResizedCrop(224, scale=(0.7, 1.0)),
        transforms.RandomHorizontalFlip(),
        transforms.RandomVerticalFlip(),
        transforms.ColorJitter(0.2, 0.2),
        transforms.ToTensor(),
        transforms.Normalize(MEAN, STD),
    ]
)
plain = transforms.Compose(
    [
        transforms.Resize(256),
        transforms.CenterCrop(224),
        transforms.ToTensor(),
        transforms.Normalize(MEAN, STD),
    ]
)


def loaders(seed=58, batch=32):
    with_variation = datasets.ImageFolder(ROOT, transform=varied)
    as_taken = datasets.ImageFolder(ROOT, transform=plain)
    order = np.random.default_rng(seed).permutation(len(as_taken))
    a, b = int(0.7 * len(order)), int(0.85 * len(order))
    fit = DataLoader(Subset(with_variation, order[:a].tolist()), batch, shuffle=True)
    tune = DataLoader(Subset(as_taken, order[a:b].tolist()), batch)
    final = DataLoader(Subset(as_taken, order[b:].tolist()), batch)
    return fit, tune, final, len(as_taken.classes)


@torch.no_grad()
def balanced(net, loader):
    net.eval()
    guess = torch.cat([net(x.to(DEVICE)).argmax(1).cpu() for x, _ in loader])
    truth = torch.cat([y for _, y in loader])
    return balanced_accuracy_score(truth.numpy(), guess.numpy())


def main():
    fit, tune, final, classes = loaders()
    net = models.efficientnet_b0(weights="DEFAULT")
    net.classifier[1] = nn.Linear(net.classifier[1].in_features, classes)
    net.to(DEVICE)
    optim = torch.optim.AdamW(net.parameters(), lr=2e-4)
    best = -1.0
    for epoch in range(20):
        net.train()
        for x, y in fit:
            optim.zero_grad()
            nn.functional.cross_entropy(net(x.to(DEVICE)), y.to(DEVICE)).backward()
            optim.step()
        current = balanced(net, tune)
        print(epoch, round(current, 4))
        if current > best:
            best = current
            torch.save(net.state_dict(), "tiles.pt")
    net.load_state_dict(torch.load("tiles.pt", map_location=DEVICE))
    print("balanced accuracy", round(balanced(net, final), 4))


if __name__ == "__main__":
    main()
