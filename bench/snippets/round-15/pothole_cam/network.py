from torch import nn


def small_net(n_classes):
    return nn.Sequential(
        nn.Conv2d(3, 24, 5, stride=2), nn.BatchNorm2d(24), nn.ReLU(),
        nn.Conv2d(24, 48, 3, stride=2), nn.BatchNorm2d(48), nn.ReLU(),
        nn.AdaptiveAvgPool2d(4), nn.Flatten(),
        nn.Linear(48 * 16, n_classes),
    )
