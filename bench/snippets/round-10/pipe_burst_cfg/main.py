import sys

import joblib
import yaml
from sklearn.metrics import average_precision_score

from netrisk.model import build
from netrisk.rows import divide, load

if __name__ == "__main__":
    cfg = yaml.safe_load(open(sys.argv[1] if len(sys.argv) > 1 else "config.yaml"))
    tr, te = divide(load(cfg), cfg)
    t = cfg["data"]["target"]
    cols = cfg["columns"]["numeric"] + cfg["columns"]["categorical"]
    pipe = build(cfg).fit(tr[cols], tr[t])
    print("AP", average_precision_score(te[t], pipe.predict_proba(te[cols])[:, 1]))
    joblib.dump(pipe, "netrisk.joblib")
