import torch

from frames import make_loaders
from network import small_net


def main(root="road_frames"):
    _, test, classes = make_loaders(root)
    net = small_net(len(classes))
    net.load_state_dict(torch.load("road_net.pt"))
    net.eval()
    right = seen = 0
    with torch.no_grad():
        for xb, yb in test:
            right += (net(xb).argmax(1) == yb).sum().item()
            seen += len(yb)
    print(f"accuracy {right / seen:.3f} on {seen} frames")


if __name__ == "__main__":
    main()
