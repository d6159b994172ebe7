"""Drug response from expression profiles: pick a panel, then fit an SVR."""
import numpy as np
import pandas as pd
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

PANEL_SIZE = 60


def load(expr_file, response_file):
    expr = pd.read_csv(expr_file, index_col="sample")
    resp = pd.read_csv(response_file, index_col="sample")["log_ic50"]
    common = expr.index.intersection(resp.index)
    return expr.loc[common], resp.loc[common]


def rank_genes(expr, resp):
    strength = expr.corrwith(resp).abs()
    return strength.sort_values(ascending=False).index


def main():
    expr, resp = load("data/expression.csv", "data/response.csv")
    panel = rank_genes(expr, resp)[:PANEL_SIZE]
    expr = expr[panel]

    x_tr, x_te, y_tr, y_te = train_test_split(
        expr.values, resp.values, test_size=0.3, random_state=2024
    )
    svr = make_pipeline(StandardScaler(), SVR(C=10.0, epsilon=0.05))
    svr.fit(x_tr, y_tr)
    print("R2 on held-out samples: %.3f" % r2_score(y_te, svr.predict(x_te)))
    np.savetxt("results/panel.txt", panel.to_numpy(), fmt="%s")


if __name__ == "__main__":
    main()
