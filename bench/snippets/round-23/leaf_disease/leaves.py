import torch
from torch.utils.data import random_split
from torchvision import datasets, models, transforms

WEIGHTS = models.ResNet18_Weights.DEFAULT
PICTURES = transforms.Compose([
    transforms.Resize((224, 224)),
    transforms.ToTensor(),
    transforms.Normalize(mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225]),
])


def open_leaves(root):
    return datasets.ImageFolder(root, transform=PICTURES)


def portions(leaves, share=0.8):
    first = int(share * len(leaves))
    return random_split(leaves, [first, len(leaves) - first])


def network(n_classes):
    net = models.resnet18(weights=WEIGHTS)
    net.fc = torch.nn.Linear(net.fc.in_features, n_classes)
    return net
