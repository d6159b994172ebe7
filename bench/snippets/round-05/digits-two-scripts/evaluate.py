import torch
from torch.utils.data import DataLoader

from data import parts
from net import glyph_net


@torch.inference_mode()
def main():
    _, test_set = parts()
    net = glyph_net()
    net.load_state_dict(torch.load("glyph.pt"))
    net.eval()
    right = sum((net(x).argmax(1) == y).sum().item() for x, y in DataLoader(test_set, batch_size=512))
    print("test accuracy", right / len(test_set))


if __name__ == "__main__":
    main()
