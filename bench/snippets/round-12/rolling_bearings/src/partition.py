import numpy as np
import yaml
from sklearn.model_selection import train_test_split


def main():
    params = yaml.safe_load(open("params.yaml"))["partition"]
    stored = np.load("data/spectra.npz")
    X_fit, X_final, y_fit, y_final = train_test_split(
        stored["X"], stored["y"], test_size=params["share"], stratify=stored["y"], random_state=params["seed"]
    )
    np.savez("data/fit.npz", X=X_fit, y=y_fit)
    np.savez("data/final.npz", X=X_final, y=y_final)


if __name__ == "__main__":
    main()
