"""Five-class sleep staging from single-channel EEG, one folder per sleeper."""
import argparse
from pathlib import Path

import numpy as np
import torch
from scipy.signal import welch
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

RATE = 100
EPOCH = 30 * RATE
BANDS = [(0.5, 4), (4, 8), (8, 12), (12, 16), (16, 30)]


def band_powers(signal):
    freq, power = welch(signal, fs=RATE, nperseg=4 * RATE)
    total = power.sum() + 1e-12
    return [np.log(power[(freq >= a) & (freq < b)].sum() / total + 1e-6) for a, b in BANDS]


def epochs_of(night):
    signal = np.load(night / "eeg.npy")
    stages = np.load(night / "hypnogram.npy")
    for k, stage in enumerate(stages):
        if stage >= 0:
            yield band_powers(signal[k * EPOCH:(k + 1) * EPOCH]), stage


def collect(root):
    inputs, stages = [], []
    for sleeper in sorted(Path(root).glob("sub-*")):
        for night in sorted(sleeper.glob("night-*")):
            for powers, stage in epochs_of(night):
                inputs.append(powers)
                stages.append(stage)
    return np.array(inputs, dtype="float32"), np.array(stages, dtype="int64")


def fit(model, loader, epochs):
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3)
    for _ in range(epochs):
        for x, y in loader:
            loss = nn.functional.cross_entropy(model(x), y)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root")
    parser.add_argument("--epochs", type=int, default=30)
    args = parser.parse_args()
    x, y = collect(args.root)
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, stratify=y, random_state=0)

    train = TensorDataset(torch.from_numpy(x_train), torch.from_numpy(y_train))
    model = nn.Sequential(nn.Linear(len(BANDS), 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 5))
    fit(model, DataLoader(train, batch_size=256, shuffle=True), args.epochs)
    with torch.no_grad():
        guess = model(torch.from_numpy(x_test)).argmax(1).numpy()
    print("kappa", cohen_kappa_score(y_test, guess))


if __name__ == "__main__":
    main()
