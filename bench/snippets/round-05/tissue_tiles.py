from pathlib import Path

import torch
import torch.nn as nn
import torchvision.transforms.v2 as T
from torch.utils.data import DataLoader, Dataset, random_split
from torchvision.io import read_image
from torchvision.models import ResNet18_Weights, resnet18


class TileDataset(Dataset):
    def __init__(self, root):
        self.items = []
        for slide_dir in sorted(Path(root).iterdir()):
            label = int(slide_dir.name.endswith("_tumor"))
            self.items += [(tile, label) for tile in slide_dir.glob("*.png")]
        self.tf = T.Compose([T.ToDtype(torch.float32, scale=True), T.Resize(224)])

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        path, label = self.items[i]
        return self.tf(read_image(str(path))), label


def main(device="cuda"):
    tiles = TileDataset("/data/slides")
    gen = torch.Generator().manual_seed(123)
    train, test = random_split(tiles, [0.8, 0.2], generator=gen)

    net = resnet18(weights=ResNet18_Weights.DEFAULT)
    net.fc = nn.Linear(net.fc.in_features, 2)
    net.to(device)
    opt = torch.optim.AdamW(net.parameters(), lr=1e-4)
    for _ in range(5):
        net.train()
        for x, y in DataLoader(train, 64, shuffle=True, num_workers=8):
            loss = nn.functional.cross_entropy(net(x.to(device)), y.to(device))
            opt.zero_grad(set_to_none=True)
            loss.backward()
            opt.step()

    net.eval()
    correct = 0
    with torch.no_grad():
        for x, y in DataLoader(test, 128, num_workers=8):
            correct += (net(x.to(device)).argmax(1).cpu() == y).sum().item()
    print("tile accuracy:", correct / len(test))


if __name__ == "__main__":
    main()
