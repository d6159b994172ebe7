from abc import ABC, abstractmethod

import numpy as np
import pandas as pd
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.linear_model import BayesianRidge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler


class RigModel(ABC):
    target = "outlet_temp"

    def __init__(self):
        self.scaler = MinMaxScaler()

    def prepare(self, frame, fit=False):
        X = np.log1p(frame.drop(columns=self.target))
        return self.scaler.fit_transform(X) if fit else self.scaler.transform(X)

    @abstractmethod
    def build(self): ...

    def run(self, frame):
        train, test = train_test_split(frame, test_size=0.3, random_state=0)
        self.model = self.build().fit(self.prepare(train, fit=True), train[self.target])
        return mean_absolute_error(test[self.target], self.model.predict(self.prepare(test)))


class Linear(RigModel):
    def build(self):
        return BayesianRidge()


class Process(RigModel):
    def build(self):
        return GaussianProcessRegressor(RBF() + WhiteKernel(), normalize_y=True, random_state=0)


rig = pd.read_csv("compressor_rig.csv")
for cls in RigModel.__subclasses__():
    print(cls.__name__, round(cls().run(rig), 3))
