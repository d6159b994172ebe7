import torch
from sklearn.metrics import roc_auc_score
from torch.utils.data import DataLoader

from corals import Corals, network

net = network()
net.load_state_dict(torch.load("coral.pt"))
net.eval()
truth, prob = [], []
with torch.no_grad():
    for x, y in DataLoader(Corals("test"), 64):
        prob += torch.sigmoid(net(x)).squeeze(1).tolist()
        truth += y.tolist()
print("AUC", roc_auc_score(truth, prob))
