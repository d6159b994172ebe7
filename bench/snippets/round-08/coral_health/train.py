import torch
from torch import nn
from torch.utils.data import DataLoader

from corals import Corals, network

train, val = DataLoader(Corals("train"), 32, shuffle=True), DataLoader(Corals("val"), 64)
net, lossf = network(), nn.BCEWithLogitsLoss()
opt = torch.optim.AdamW(net.parameters(), 1e-4)
low = float("inf")
for epoch in range(20):
    net.train()
    for x, y in train:
        opt.zero_grad()
        lossf(net(x).squeeze(1), y).backward()
        opt.step()
    net.eval()
    with torch.no_grad():
        v = sum(lossf(net(x).squeeze(1), y).item() * len(y) for x, y in val) / len(val.dataset)
    if v < low:
        low = v
        torch.save(net.state_dict(), "coral.pt")
    print(epoch, round(v, 4))
