"""Grade diabetic retinopathy in fundus photographs."""
from pathlib import Path

import pandas as pd
import torch
from PIL import Image
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision import models, transforms

ROOT = Path("data/fundus")
PREPARE = transforms.Compose([
    transforms.Resize((299, 299)),
    transforms.ToTensor(),
    transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
])


class Fundus(Dataset):
    def __init__(self, rows):
        self.rows = rows.reset_index(drop=True)

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        row = self.rows.loc[i]
        image = Image.open(ROOT / row["file"]).convert("RGB")
        return PREPARE(image), int(row["grade"])


def list_photos():
    """Files are named <patient>_<eye>_<visit>.jpg, grades come from the reading centre."""
    photos = pd.read_csv(ROOT / "grades.csv")
    parts = photos["file"].str.removesuffix(".jpg").str.split("_", expand=True)
    photos["patient"], photos["eye"], photos["visit"] = parts[0], parts[1], parts[2]
    return photos


def fit(net, loader, epochs=8):
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-4)
    for _ in range(epochs):
        net.train()
        for images, grades in loader:
            optimiser.zero_grad()
            nn.functional.cross_entropy(net(images.cuda()), grades.cuda()).backward()
            optimiser.step()


@torch.no_grad()
def predict(net, loader):
    net.eval()
    return torch.cat([net(images.cuda()).argmax(1).cpu() for images, _ in loader]).numpy()


def main():
    torch.manual_seed(1)
    photos = list_photos()
    development, reading = train_test_split(
        photos, test_size=0.2, stratify=photos["grade"], random_state=1
    )
    net = models.resnet50(weights=models.ResNet50_Weights.IMAGENET1K_V2)
    net.fc = nn.Linear(net.fc.in_features, 5)
    net.cuda()
    fit(net, DataLoader(Fundus(development), batch_size=32, shuffle=True, num_workers=4))

    reading = reading.assign(predicted=predict(net, DataLoader(Fundus(reading), batch_size=64)))
    print("accuracy per photo:", (reading["predicted"] == reading["grade"]).mean())
    worst = reading.groupby("patient")[["predicted", "grade"]].max()
    print("accuracy of the worst grade per patient:", (worst["predicted"] == worst["grade"]).mean())


if __name__ == "__main__":
    main()
