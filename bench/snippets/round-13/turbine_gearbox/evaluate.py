import json

import torch
import yaml
from sklearn.metrics import average_precision_score, roc_auc_score

from network import gearbox_net
from recordings import make_loaders


def main():
    with open("config.yaml") as handle:
        config = yaml.safe_load(handle)
    net = gearbox_net(config["width"])
    net.load_state_dict(torch.load(config["weights"]))
    net.eval()
    scores, states = [], []
    with torch.no_grad():
        for windows, state in make_loaders(config)["check"]:
            scores.append(torch.sigmoid(net(windows)))
            states.append(state)
    scores, states = torch.cat(scores).numpy(), torch.cat(states).numpy()
    report = {
        "auc": float(roc_auc_score(states, scores)),
        "ap": float(average_precision_score(states, scores)),
        "n": int(len(states)),
    }
    with open("report.json", "w") as handle:
        json.dump(report, handle)
    print(report)


if __name__ == "__main__":
    main()
