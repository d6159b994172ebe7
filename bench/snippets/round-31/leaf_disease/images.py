from torch.utils.data import random_split
from torchvision import transforms
from torchvision.datasets import ImageFolder

PREP = transforms.Compose([
    transforms.Resize((224, 224)),
    transforms.ToTensor(),
    transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
])


def partition(root, share=0.8):
    leaves = ImageFolder(root, transform=PREP)
    n_fit = int(share * len(leaves))
    return random_split(leaves, [n_fit, len(leaves) - n_fit])
