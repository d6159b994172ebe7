from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .encode import encode


@dataclass
class Dataset:
    path: Path
    label: str = "tread_loss_mm"

    def arrays(self):
        cars = pd.read_csv(self.path)
        cars = cars[cars[self.label].notna()]
        X, enc = encode(cars.drop(columns=self.label))
        return X, cars[self.label].to_numpy(), enc
