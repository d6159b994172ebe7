import torch
from torch import nn
from torch.utils.data import DataLoader

from leaves import network, open_leaves, portions

EPOCHS = 12


def main():
    device = "cuda" if torch.cuda.is_available() else "cpu"
    leaves = open_leaves("data/leaves")
    learning, _ = portions(leaves)
    loader = DataLoader(learning, batch_size=32, shuffle=True, num_workers=4)

    net = network(len(leaves.classes)).to(device)
    optimiser = torch.optim.AdamW(net.parameters(), lr=3e-4, weight_decay=1e-2)
    loss_fn = nn.CrossEntropyLoss()
    for epoch in range(EPOCHS):
        net.train()
        total = 0.0
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            optimiser.zero_grad()
            loss = loss_fn(net(images), labels)
            loss.backward()
            optimiser.step()
            total += loss.item() * len(labels)
        print(epoch, round(total / len(learning), 4))
    torch.save({"classes": leaves.classes, "state": net.state_dict()}, "leaf_net.pt")


if __name__ == "__main__":
    main()
