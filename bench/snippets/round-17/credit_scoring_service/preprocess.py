import numpy as np
import pandas as pd
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

NUMERIC = ["income", "debt", "tenure_months"]
CATEGORICAL = ["employment", "housing"]


class Preprocessor:
    def __init__(self):
        self.scaler = StandardScaler()
        self.encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)

    def fit_transform(self, frame: pd.DataFrame) -> np.ndarray:
        return np.hstack(
            [self.scaler.fit_transform(frame[NUMERIC]), self.encoder.fit_transform(frame[CATEGORICAL])]
        )

    def transform(self, frame: pd.DataFrame) -> np.ndarray:
        return np.hstack(
            [self.scaler.transform(frame[NUMERIC]), self.encoder.transform(frame[CATEGORICAL])]
        )
