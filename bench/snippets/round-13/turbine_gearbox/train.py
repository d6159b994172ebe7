import torch
import yaml
from torch import nn

from network import gearbox_net
from recordings import make_loaders


def mean_loss(net, loader):
    net.eval()
    with torch.no_grad():
        losses = [nn.functional.binary_cross_entropy_with_logits(net(w), s) for w, s in loader]
    return torch.stack(losses).mean().item()


def main():
    with open("config.yaml") as handle:
        config = yaml.safe_load(handle)
    loaders = make_loaders(config)
    net = gearbox_net(config["width"])
    optimiser = torch.optim.AdamW(net.parameters(), lr=config["lr"])
    best = float("inf")
    for epoch in range(config["epochs"]):
        net.train()
        for windows, state in loaders["fit"]:
            optimiser.zero_grad()
            nn.functional.binary_cross_entropy_with_logits(net(windows), state).backward()
            optimiser.step()
        loss = mean_loss(net, loaders["val"])
        print(epoch, round(loss, 4))
        if loss < best:
            best = loss
            torch.save(net.state_dict(), config["weights"])


if __name__ == "__main__":
    main()
