import sys

import torch

from data import device, loaders
from net import conv_net


@torch.no_grad()
def main(root):
    _, rest = loaders(root)
    saved = torch.load("defects.pt", map_location=device())
    model = conv_net(saved["n_classes"]).to(device())
    model.load_state_dict(saved["state"])
    model.eval()
    right = 0
    for images, kinds in rest:
        guess = model(images.to(device())).argmax(dim=1).cpu()
        right += (guess == kinds).sum().item()
    print(f"accuracy on held-out patches: {right / len(rest.dataset):.4f}")


if __name__ == "__main__":
    main(sys.argv[1])
