import torch
from torch.utils.data import DataLoader

from leaves import network, open_leaves, portions


@torch.no_grad()
def accuracy(net, loader, device):
    net.eval()
    hits = seen = 0
    for images, labels in loader:
        guess = net(images.to(device)).argmax(dim=1).cpu()
        hits += int((guess == labels).sum())
        seen += len(labels)
    return hits / seen


def main():
    device = "cuda" if torch.cuda.is_available() else "cpu"
    saved = torch.load("leaf_net.pt", map_location=device)
    net = network(len(saved["classes"])).to(device)
    net.load_state_dict(saved["state"])

    _, remaining = portions(open_leaves("data/leaves"))
    loader = DataLoader(remaining, batch_size=64, num_workers=4)
    print("accuracy", round(accuracy(net, loader, device), 4))


if __name__ == "__main__":
    main()
