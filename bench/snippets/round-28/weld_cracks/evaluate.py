import torch
from sklearn.metrics import classification_report

from fit import build
from images import loader, parts


@torch.no_grad()
def main():
    _, held_out = parts()
    net = build()
    net.load_state_dict(torch.load("weld.pt"))
    net.eval()
    truth, guess = [], []
    for x, y in loader(held_out):
        truth += y.tolist()
        guess += net(x).argmax(dim=1).tolist()
    print(classification_report(truth, guess, target_names=["crack", "sound"]))


if __name__ == "__main__":
    main()
