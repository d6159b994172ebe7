from pathlib import Path

import numpy as np
import pandas as pd
import torch
from sentence_transformers import SentenceTransformer
from sklearn.linear_model import LogisticRegressionCV
from sklearn.metrics import top_k_accuracy_score
from sklearn.model_selection import train_test_split

CACHE = Path("abstracts.npy")


def vectors(texts: list[str]) -> np.ndarray:
    if CACHE.exists():
        return np.load(CACHE)
    enc = SentenceTransformer(
        "sentence-transformers/all-MiniLM-L12-v2",
        device="cuda" if torch.cuda.is_available() else "cpu",
    )
    enc.eval()
    v = enc.encode(texts, batch_size=256, normalize_embeddings=True, show_progress_bar=True)
    np.save(CACHE, v)
    return v


patents = pd.read_csv("patents.csv").dropna(subset=["abstract", "cpc_section"])
patents = patents.drop_duplicates("family_id").drop_duplicates("abstract")
E = vectors(patents["abstract"].tolist())
y = patents["cpc_section"].to_numpy()

E_fit, E_out, y_fit, y_out = train_test_split(E, y, test_size=0.2, stratify=y, random_state=48)
lr = LogisticRegressionCV(Cs=6, cv=4, max_iter=2000, n_jobs=-1).fit(E_fit, y_fit)

P = lr.predict_proba(E_out)
for k in (1, 2, 3):
    print(f"top-{k}: {top_k_accuracy_score(y_out, P, k=k, labels=lr.classes_):.4f}")
