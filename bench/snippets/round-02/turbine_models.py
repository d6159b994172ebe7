from abc import ABC, abstractmethod

import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.kernel_ridge import KernelRidge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import PowerTransformer


class BenchModel(ABC):
    target = "power_kw"

    def __init__(self, frame: pd.DataFrame):
        self.frame = frame
        self.transformer = PowerTransformer(method="yeo-johnson")

    def prepare(self):
        y = self.frame[self.target].values
        X = self.transformer.fit_transform(self.frame.drop(columns=self.target))
        return X, y

    @abstractmethod
    def build(self): ...

    def run(self) -> float:
        X, y = self.prepare()
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)
        model = self.build().fit(X_train, y_train)
        return mean_absolute_error(y_test, model.predict(X_test))


class Kernel(BenchModel):
    def build(self):
        return KernelRidge(kernel="rbf", alpha=0.1, gamma=0.05)


class Forest(BenchModel):
    def __init__(self, frame, n_trees=200):
        super().__init__(frame)
        self.n_trees = n_trees

    def build(self):
        return RandomForestRegressor(self.n_trees, random_state=0)


if __name__ == "__main__":
    bench = pd.read_csv("turbine_bench.csv")
    for cls in (Kernel, Forest):
        print(cls.__name__, round(cls(bench).run(), 2))
