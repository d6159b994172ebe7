import random

import numpy as np
from sentence_transformers import SentenceTransformer, util

from answer import reply
from ingest import pairs

random.seed(0)
gold = random.sample(list(pairs()), 200)
enc = SentenceTransformer("all-mpnet-base-v2")

sims = []
for _, question, truth in gold:
    got = reply(question)
    a, b = enc.encode([got, truth], convert_to_tensor=True)
    sims.append(float(util.cos_sim(a, b)))

print(f"answer similarity {np.mean(sims):.3f}, share above 0.8: {np.mean(np.array(sims) > 0.8):.1%}")
