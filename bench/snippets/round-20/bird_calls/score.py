import torch
from torch.utils.data import DataLoader

from data import partitions
from fit import network


@torch.no_grad()
def main():
    saved = torch.load("calls.pt")
    net = network(saved["n_species"])
    net.load_state_dict(saved["state"])
    net.eval()
    _, unseen = partitions("clips")
    hits = total = 0
    for x, y in DataLoader(unseen, batch_size=64):
        hits += (net(x).argmax(1) == y).sum().item()
        total += len(y)
    print(f"accuracy {hits / total:.3f} on {total} clips")


if __name__ == "__main__":
    main()
