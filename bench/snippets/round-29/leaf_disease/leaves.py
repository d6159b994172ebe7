from torch import nn
from torchvision import models, transforms
from torchvision.datasets import ImageFolder

RESIZE = transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor()])


def leaf_folder(root="data/leaves"):
    return ImageFolder(root, transform=RESIZE)


def build_network(n_classes):
    net = models.resnet18(weights=models.ResNet18_Weights.DEFAULT)
    net.fc = nn.Linear(net.fc.in_features, n_classes)
    return net
