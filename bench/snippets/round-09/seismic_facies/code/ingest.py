import numpy as np
import pandas as pd

z = np.load("raw/traces.npz")
t = pd.DataFrame(z["attributes"], columns=[str(n) for n in z["names"]])
t["facies"] = z["facies"]
t.to_parquet("work/traces.parquet")
