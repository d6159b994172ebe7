"""Grade apples from single-fruit line-scan photos (one photo per fruit)."""
import copy

import torch
from torch import nn
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, models, transforms

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)

AUGMENT = transforms.Compose([
    transforms.RandomResizedCrop(224, scale=(0.7, 1.0)),
    transforms.RandomHorizontalFlip(),
    transforms.ToTensor(),
    transforms.Normalize(MEAN, STD),
])
PLAIN = transforms.Compose([
    transforms.Resize(256),
    transforms.CenterCrop(224),
    transforms.ToTensor(),
    transforms.Normalize(MEAN, STD),
])


class Trainer:
    def __init__(self, model, device, patience=4):
        self.model, self.device, self.patience = model.to(device), device, patience
        self.optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4, weight_decay=1e-2)
        self.loss = nn.CrossEntropyLoss()

    def accuracy(self, loader):
        self.model.eval()
        hits = seen = 0
        with torch.no_grad():
            for images, grades in loader:
                guess = self.model(images.to(self.device)).argmax(dim=1).cpu()
                hits += (guess == grades).sum().item()
                seen += len(grades)
        return hits / seen

    def run(self, loader, monitor, epochs=40):
        best, best_state, stale = 0.0, None, 0
        for epoch in range(epochs):
            self.model.train()
            for images, grades in loader:
                self.optimizer.zero_grad()
                self.loss(self.model(images.to(self.device)), grades.to(self.device)).backward()
                self.optimizer.step()
            current = self.accuracy(monitor)
            if current > best:
                best, stale = current, 0
                best_state = copy.deepcopy(self.model.state_dict())
            else:
                stale += 1
                if stale >= self.patience:
                    break
        self.model.load_state_dict(best_state)
        return best


def main():
    device = "cuda" if torch.cuda.is_available() else "cpu"
    shuffled, plain = datasets.ImageFolder("apples", AUGMENT), datasets.ImageFolder("apples", PLAIN)
    order = torch.randperm(len(plain), generator=torch.Generator().manual_seed(9)).tolist()
    cut = int(0.8 * len(order))
    train_loader = DataLoader(Subset(shuffled, order[:cut]), batch_size=64, shuffle=True, num_workers=4)
    test_loader = DataLoader(Subset(plain, order[cut:]), batch_size=128, num_workers=4)

    net = models.resnet18(weights=models.ResNet18_Weights.DEFAULT)
    net.fc = nn.Linear(net.fc.in_features, len(plain.classes))
    trainer = Trainer(net, device)
    trainer.run(train_loader, test_loader)
    print(f"test accuracy {trainer.accuracy(test_loader):.4f}")
    torch.save(net.state_dict(), "apples.pt")


if __name__ == "__main__":
    main()
