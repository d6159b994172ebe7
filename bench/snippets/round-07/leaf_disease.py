import torch
from torch import nn, optim
from torch.utils.data import DataLoader
from torchvision import datasets, transforms as T
from torchvision.models import MobileNet_V3_Small_Weights, mobilenet_v3_small

STATS = dict(mean=(0.485, 0.456, 0.406), std=(0.229, 0.224, 0.225))
jitter = T.Compose([
    T.RandomResizedCrop(224, scale=(0.6, 1.0)),
    T.RandomHorizontalFlip(),
    T.ColorJitter(0.2, 0.2, 0.2),
    T.ToTensor(),
    T.Normalize(**STATS),
])
fixed = T.Compose([T.Resize(256), T.CenterCrop(224), T.ToTensor(), T.Normalize(**STATS)])

sets = {
    "train": datasets.ImageFolder("leaves/train", jitter),
    "valid": datasets.ImageFolder("leaves/valid", fixed),
    "test": datasets.ImageFolder("leaves/test", fixed),
}
load = {k: DataLoader(v, 64, shuffle=k == "train", num_workers=8) for k, v in sets.items()}
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

net = mobilenet_v3_small(weights=MobileNet_V3_Small_Weights.DEFAULT)
net.classifier[-1] = nn.Linear(net.classifier[-1].in_features, len(sets["train"].classes))
net = net.to(device)
opt = optim.SGD(net.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4)
sched = optim.lr_scheduler.CosineAnnealingLR(opt, 30)
lossf = nn.CrossEntropyLoss(label_smoothing=0.05)


def accuracy(loader):
    net.eval()
    good = n = 0
    with torch.inference_mode():
        for x, y in loader:
            good += (net(x.to(device)).argmax(1) == y.to(device)).sum().item()
            n += len(y)
    return good / n


top = -1.0
for ep in range(30):
    net.train()
    for x, y in load["train"]:
        opt.zero_grad(set_to_none=True)
        lossf(net(x.to(device)), y.to(device)).backward()
        opt.step()
    sched.step()
    v = accuracy(load["valid"])
    if v > top:
        top = v
        torch.save(net.state_dict(), "leaf.pt")
    print(ep, round(v, 4))

net.load_state_dict(torch.load("leaf.pt", map_location=device))
print("test accuracy", accuracy(load["test"]))
