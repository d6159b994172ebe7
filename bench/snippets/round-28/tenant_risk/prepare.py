import numpy as np
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

TARGET = "arrears"
NUMBERS = ["income", "rent", "household_size", "months_at_job"]
WORDS = ["employment", "district", "guarantor"]


class Prepare:
    def __init__(self):
        self.codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
        self.scale = StandardScaler()

    def fit(self, frame):
        self.codes.fit(frame[WORDS])
        self.scale.fit(frame[NUMBERS])
        return self

    def transform(self, frame):
        return np.hstack([self.scale.transform(frame[NUMBERS]), self.codes.transform(frame[WORDS])])
