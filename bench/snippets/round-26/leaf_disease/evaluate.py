import torch

from data import loader, photo_parts
from net import make_net

ROOT = "photos/leaves"


@torch.no_grad()
def main():
    classes, _, held_part = photo_parts(ROOT)
    net = make_net(len(classes))
    net.load_state_dict(torch.load("leaf_resnet18.pt", map_location="cpu"))
    net.eval()
    right = 0
    for x, y in loader(held_part, train=False):
        right += (net(x).argmax(1) == y).sum().item()
    print(f"accuracy on held-out photos: {right / len(held_part):.3f}")


if __name__ == "__main__":
    main()
