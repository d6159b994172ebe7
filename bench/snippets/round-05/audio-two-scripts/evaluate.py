import torch
from torch.utils.data import DataLoader

from data import parts
from train import build

if __name__ == "__main__":
    _, test_set = parts()
    net = build()
    net.load_state_dict(torch.load("audio.pt", weights_only=True))
    net.eval()
    with torch.no_grad():
        hits = sum((net(x).argmax(1) == y).sum().item() for x, y in DataLoader(test_set, batch_size=256))
    print("accuracy", hits / len(test_set))
