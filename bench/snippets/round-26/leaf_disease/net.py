from torch import nn
from torchvision.models import resnet18


def make_net(n_classes):
    net = resnet18(weights=None)
    net.fc = nn.Linear(net.fc.in_features, n_classes)
    return net
