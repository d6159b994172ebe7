import numpy as np
from sentence_transformers import SentenceTransformer

INSTRUCTION = "Assign the ICD-10 chapter to the claim text. Answer with the chapter number only."


class ExamplePool:
    def __init__(self, claims, encoder="all-MiniLM-L6-v2"):
        self.claims = claims
        self.encoder = SentenceTransformer(encoder)
        self.vectors = self.encoder.encode([c["text"] for c in claims], normalize_embeddings=True)

    def nearest(self, text, k):
        query = self.encoder.encode([text], normalize_embeddings=True)[0]
        order = np.argsort(-(self.vectors @ query))[:k]
        return [self.claims[i] for i in order]


def build_prompt(text, shots):
    lines = [INSTRUCTION, ""]
    for shot in shots:
        lines += [f"Claim: {shot['text']}", f"Chapter: {shot['chapter']}", ""]
    lines += [f"Claim: {text}", "Chapter:"]
    return "\n".join(lines)
