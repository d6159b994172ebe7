import torch
from sklearn.metrics import average_precision_score, roc_auc_score

from data import loaders
from net import SeamNet


@torch.no_grad()
def main(root="profiles"):
    net = SeamNet()
    net.load_state_dict(torch.load("seamnet.pt"))
    net.eval()
    _, check = loaders(root)
    scores, truth = [], []
    for x, y in check:
        scores.append(torch.sigmoid(net(x)))
        truth.append(y)
    scores, truth = torch.cat(scores).numpy(), torch.cat(truth).numpy()
    print("AUC", roc_auc_score(truth, scores))
    print("AP ", average_precision_score(truth, scores))


if __name__ == "__main__":
    main()
