import numpy as np
from sklearn.metrics import fbeta_score


def best_cutoff(outcome, risk, beta=2.0):
    grid = np.quantile(risk, np.linspace(0.5, 0.995, 100))
    values = [fbeta_score(outcome, risk >= cut, beta=beta) for cut in grid]
    return float(grid[int(np.argmax(values))])
