import torch
from torch.utils.data import DataLoader

from data import parts
from train import network

model = network()
model.load_state_dict(torch.load("welds.pt"))
model.eval()
_, _, test = parts("data/welds")
hits = 0
with torch.no_grad():
    for images, labels in DataLoader(test, batch_size=128):
        hits += (model(images).argmax(1) == labels).sum().item()
print(f"accuracy {hits / len(test):.4f}")
