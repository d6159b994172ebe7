from pathlib import Path

import nibabel as nib
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

# scans/accept/*.nii.gz, scans/reject/*.nii.gz
rows = []
for scan_no, f in enumerate(sorted(Path("scans").glob("*/*.nii.gz"))):
    vol = nib.load(f).get_fdata(dtype=np.float32)
    air = vol[:12, :12, :12]
    rows.append({
        "scan_no": scan_no,
        "snr": vol.mean() / (air.std() + 1e-6),
        "entropy": -np.sum((h := np.histogram(vol, 64)[0] / vol.size) * np.log(h + 1e-12)),
        "sharp": np.abs(np.diff(vol, axis=0)).mean(),
        "ghost": air.mean() / (vol.mean() + 1e-6),
        "reject": int(f.parent.name == "reject"),
    })

qc = pd.DataFrame(rows)
y = qc["reject"]
X = qc.drop(columns=["reject"])

X_train, X_test, y_train, y_test = train_test_split(
    X, y, test_size=0.3, stratify=y, random_state=10
)
rf = RandomForestClassifier(n_estimators=300, random_state=10).fit(X_train, y_train)
print("AUC", round(roc_auc_score(y_test, rf.predict_proba(X_test)[:, 1]), 3))
print(pd.Series(rf.feature_importances_, X.columns).sort_values(ascending=False).round(3))
