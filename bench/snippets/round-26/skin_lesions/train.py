import copy

import torch
from sklearn.metrics import roc_auc_score
from torch import nn
from torch.utils.data import DataLoader
from torchvision.models import efficientnet_b0

from photos import Lesions, by_patient, channel_stats, index


@torch.no_grad()
def auc(net, loader):
    net.eval()
    logits, truth = zip(*[(net(x).squeeze(1), y) for x, y in loader])
    return roc_auc_score(torch.cat(truth).numpy(), torch.cat(logits).numpy())


def main(epochs=20):
    torch.manual_seed(1)
    rest, test = by_patient(index("lesions.csv"), 0.2, seed=1)
    train, valid = by_patient(rest, 0.2, seed=2)
    mean, std = channel_stats(train)
    train_dl = DataLoader(Lesions(train, mean, std, vary=True), batch_size=32, shuffle=True, num_workers=4)
    valid_dl = DataLoader(Lesions(valid, mean, std), batch_size=64)
    test_dl = DataLoader(Lesions(test, mean, std), batch_size=64)

    net = efficientnet_b0(weights=None, num_classes=1)
    optim = torch.optim.AdamW(net.parameters(), lr=5e-4)
    loss_fn = nn.BCEWithLogitsLoss()
    top, kept = 0.0, None
    for _ in range(epochs):
        net.train()
        for x, y in train_dl:
            optim.zero_grad()
            loss_fn(net(x).squeeze(1), y).backward()
            optim.step()
        now = auc(net, valid_dl)
        if kept is None or now > top:
            top, kept = now, copy.deepcopy(net.state_dict())
    net.load_state_dict(kept)
    print(f"valid AUC {top:.3f}  test AUC {auc(net, test_dl):.3f}")


if __name__ == "__main__":
    main()
