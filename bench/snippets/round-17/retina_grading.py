from pathlib import Path

import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset, random_split
from torchvision import models, transforms

GRADES = 5


class Fundus(Dataset):
    """Files are named <patient>_<left|right>_<visit>_<grade>.png"""

    def __init__(self, root: str):
        self.files = sorted(Path(root).glob("*.png"))
        self.prepare = transforms.Compose([transforms.Resize((299, 299)), transforms.ToTensor()])

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        patient, eye, visit, grade = self.files[i].stem.split("_")
        return self.prepare(Image.open(self.files[i]).convert("RGB")), int(grade)


def accuracy(net, loader, device):
    net.eval()
    hits = total = 0
    with torch.no_grad():
        for x, y in loader:
            hits += (net(x.to(device)).argmax(1).cpu() == y).sum().item()
            total += len(y)
    return hits / total


def main() -> None:
    device = "cuda" if torch.cuda.is_available() else "cpu"
    images = Fundus("fundus")
    n_test = len(images) // 5
    seeded = torch.Generator().manual_seed(42)
    fit_set, test_set = random_split(images, [len(images) - n_test, n_test], generator=seeded)
    net = models.resnet34(weights=None, num_classes=GRADES).to(device)
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-4)
    loss = nn.CrossEntropyLoss()
    for _ in range(15):
        net.train()
        for x, y in DataLoader(fit_set, batch_size=32, shuffle=True):
            optimiser.zero_grad()
            loss(net(x.to(device)), y.to(device)).backward()
            optimiser.step()
    print("accuracy", accuracy(net, DataLoader(test_set, batch_size=64), device))


if __name__ == "__main__":
    main()
