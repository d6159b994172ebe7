"""Species recognition from short field recordings (one clip per recorder visit)."""
from pathlib import Path

import librosa
import numpy as np
import torch
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

RATE = 22050
SECONDS = 3


class CallLibrary:
    def __init__(self, folder):
        self.species = sorted(p.name for p in Path(folder).iterdir() if p.is_dir())
        self.files = [(f, i) for i, s in enumerate(self.species) for f in sorted((Path(folder) / s).glob("*.wav"))]

    @staticmethod
    def spectrogram(wave):
        wave = librosa.util.fix_length(wave, size=RATE * SECONDS)
        mel = librosa.feature.melspectrogram(y=wave, sr=RATE, n_mels=64)
        return librosa.power_to_db(mel, ref=np.max).astype("float32")

    def versions(self, wave):
        yield wave
        for steps in (-2, 2):
            yield librosa.effects.pitch_shift(wave, sr=RATE, n_steps=steps)
        yield librosa.effects.time_stretch(wave, rate=1.1)

    def arrays(self):
        X, y = [], []
        for path, label in self.files:
            wave, _ = librosa.load(path, sr=RATE, mono=True)
            for version in self.versions(wave):
                X.append(self.spectrogram(version))
                y.append(label)
        return np.stack(X)[:, None], np.array(y)


def network(classes):
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(1),
        nn.Flatten(), nn.Linear(32, classes),
    )


def main(folder="recordings", epochs=20):
    library = CallLibrary(folder)
    X, y = library.arrays()
    X_fit, X_eval, y_fit, y_eval = train_test_split(X, y, test_size=0.2, stratify=y, random_state=3)

    net = network(len(library.species))
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3)
    loader = DataLoader(TensorDataset(torch.tensor(X_fit), torch.tensor(y_fit)), batch_size=32, shuffle=True)
    for _ in range(epochs):
        net.train()
        for xb, yb in loader:
            optimiser.zero_grad()
            nn.functional.cross_entropy(net(xb), yb).backward()
            optimiser.step()

    net.eval()
    with torch.no_grad():
        guess = net(torch.tensor(X_eval)).argmax(dim=1).numpy()
    print("macro F1", f1_score(y_eval, guess, average="macro"))


if __name__ == "__main__":
    main()
