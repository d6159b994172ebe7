"""Fine-tune a ResNet on the leaf images (one photo per plant)."""
import torch
from torch import nn
from torch.utils.data import DataLoader, random_split

from leaves import build_network, leaf_folder

EPOCHS = 12


def main():
    device = "cuda" if torch.cuda.is_available() else "cpu"
    data = leaf_folder()
    fit_set, _ = random_split(data, [0.8, 0.2])
    loader = DataLoader(fit_set, batch_size=32, shuffle=True)
    net = build_network(len(data.classes)).to(device)
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-4)
    loss_fn = nn.CrossEntropyLoss()
    for epoch in range(EPOCHS):
        net.train()
        for images, labels in loader:
            optimiser.zero_grad()
            loss = loss_fn(net(images.to(device)), labels.to(device))
            loss.backward()
            optimiser.step()
        print(f"epoch {epoch} loss {loss.item():.3f}")
    torch.save(net.state_dict(), "weights/leaf.pt")


if __name__ == "__main__":
    main()
