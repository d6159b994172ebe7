import numpy as np
import torch
from PIL import Image
from torch import nn, optim
from torch.utils.data import DataLoader, Dataset, Subset
from torchvision import models
from torchvision.transforms import v2


class Tiles(Dataset):
    def __init__(self, index_file, transform):
        self.paths, self.kinds = zip(*np.genfromtxt(index_file, delimiter=",", dtype=str))
        self.names = sorted(set(self.kinds))
        self.transform = transform

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i):
        img = Image.open(self.paths[i]).convert("RGB")
        return self.transform(img), self.names.index(self.kinds[i])


tail = [v2.ToImage(), v2.ToDtype(torch.float32, scale=True), v2.Normalize([0.5] * 3, [0.5] * 3)]
rich = v2.Compose([v2.RandomResizedCrop(224, scale=(0.6, 1.0)), v2.RandomHorizontalFlip(), v2.ColorJitter(0.2, 0.2), *tail])
bare = v2.Compose([v2.Resize((224, 224)), *tail])

augmented, steady = Tiles("tiles.csv", rich), Tiles("tiles.csv", bare)
order = np.random.default_rng(99).permutation(len(steady))
n1, n2 = int(0.7 * len(order)), int(0.85 * len(order))
fit_dl = DataLoader(Subset(augmented, order[:n1]), 64, shuffle=True, num_workers=8)
val_dl = DataLoader(Subset(steady, order[n1:n2]), 128)
end_dl = DataLoader(Subset(steady, order[n2:]), 128)

net = models.efficientnet_b0(weights="DEFAULT")
net.classifier[1] = nn.Linear(1280, len(steady.names))
opt = optim.AdamW(net.parameters(), 2e-4)


@torch.inference_mode()
def acc(dl):
    net.eval()
    ok = [(net(x).argmax(1) == y).float().mean() * len(y) for x, y in dl]
    return (sum(ok) / len(dl.dataset)).item()


top = 0.0
for ep in range(20):
    net.train()
    for x, y in fit_dl:
        opt.zero_grad()
        nn.functional.cross_entropy(net(x), y).backward()
        opt.step()
    v = acc(val_dl)
    if v > top:
        top = v
        torch.save(net.state_dict(), "tiles.pt")
net.load_state_dict(torch.load("tiles.pt"))
print("val", top, "end", acc(end_dl))
