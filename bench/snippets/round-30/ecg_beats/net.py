from torch import nn


def beat_net(n_classes=5):
    return nn.Sequential(
        nn.Conv1d(1, 16, 7, stride=2), nn.ReLU(),
        nn.Conv1d(16, 32, 5, stride=2), nn.ReLU(),
        nn.AdaptiveAvgPool1d(8), nn.Flatten(),
        nn.Linear(32 * 8, n_classes),
    )
