"""Ventricular beats from single-lead ECG (one record per patient)."""
from pathlib import Path

import numpy as np
import torch
import wfdb
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

HALF = 90
NORMAL, VENTRICULAR = {"N", "L", "R"}, {"V", "E"}


def beats_of(record):
    signal = wfdb.rdrecord(record).p_signal[:, 0]
    marks = wfdb.rdann(record, "atr")
    for centre, symbol in zip(marks.sample, marks.symbol):
        if symbol not in NORMAL | VENTRICULAR:
            continue
        window = signal[centre - HALF:centre + HALF]
        if centre >= HALF and len(window) == 2 * HALF:
            yield (window - window.mean()) / (window.std() + 1e-6), int(symbol in VENTRICULAR)


def load(folder):
    windows, labels = [], []
    for header in sorted(Path(folder).glob("*.hea")):
        for window, label in beats_of(str(header.with_suffix(""))):
            windows.append(window)
            labels.append(label)
    return np.array(windows, dtype=np.float32)[:, None, :], np.array(labels)


def network():
    return nn.Sequential(
        nn.Conv1d(1, 16, 7, padding=3), nn.ReLU(), nn.MaxPool1d(2),
        nn.Conv1d(16, 32, 5, padding=2), nn.ReLU(), nn.AdaptiveAvgPool1d(8),
        nn.Flatten(), nn.Linear(32 * 8, 2),
    )


def main():
    torch.manual_seed(0)
    X, y = load("mitdb")
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)
    batches = DataLoader(
        TensorDataset(torch.from_numpy(X_train), torch.from_numpy(y_train)), batch_size=256, shuffle=True
    )
    net, loss_fn = network(), nn.CrossEntropyLoss()
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in range(15):
        for window, label in batches:
            optimiser.zero_grad()
            loss_fn(net(window), label).backward()
            optimiser.step()

    net.eval()
    with torch.no_grad():
        guess = net(torch.from_numpy(X_test)).argmax(dim=1).numpy()
    print("F1 of ventricular beats", round(f1_score(y_test, guess), 3))


if __name__ == "__main__":
    main()
