from torch import nn


def gearbox_net(width=32):
    return nn.Sequential(
        nn.Conv1d(1, width, 64, stride=8), nn.BatchNorm1d(width), nn.ReLU(),
        nn.Conv1d(width, width * 2, 16, stride=4), nn.BatchNorm1d(width * 2), nn.ReLU(),
        nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(width * 2, 1), nn.Flatten(0),
    )
