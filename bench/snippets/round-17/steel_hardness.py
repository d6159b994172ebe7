from dataclasses import dataclass

import pandas as pd
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

ALLOY = ["carbon", "manganese", "chromium", "nickel", "molybdenum", "quench_temp", "temper_temp"]


@dataclass
class HardnessModel:
    scaler: StandardScaler
    regressor: GaussianProcessRegressor

    @classmethod
    def learn(cls, X: pd.DataFrame, y: pd.Series) -> "HardnessModel":
        scaler = StandardScaler().fit(X)
        kernel = ConstantKernel() * RBF([1.0] * X.shape[1]) + WhiteKernel()
        regressor = GaussianProcessRegressor(kernel, normalize_y=True, random_state=0)
        regressor.fit(scaler.transform(X), y)
        return cls(scaler, regressor)

    def predict(self, X: pd.DataFrame):
        return self.regressor.predict(self.scaler.transform(X))


def main() -> None:
    heats = pd.read_csv("heats.csv").dropna(subset=ALLOY + ["hrc"])
    heats = heats.groupby("heat_no", as_index=False)[ALLOY + ["hrc"]].mean()
    X_train, X_test, y_train, y_test = train_test_split(
        heats[ALLOY], heats["hrc"], test_size=0.2, random_state=14
    )
    model = HardnessModel.learn(X_train, y_train)
    print(f"fit      R2 {r2_score(y_train, model.predict(X_train)):.3f}")
    print(f"held out R2 {r2_score(y_test, model.predict(X_test)):.3f}")
    print(model.regressor.kernel_)


if __name__ == "__main__":
    main()
