"""Answer accuracy of the service-manual assistant."""
import json
import re
from pathlib import Path

import numpy as np
from openai import OpenAI
from sentence_transformers import SentenceTransformer

client = OpenAI()
encoder = SentenceTransformer("all-MiniLM-L6-v2")


def key(text):
    return re.sub(r"\W+", " ", text.lower()).strip()


def read(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines() if line.strip()]


class ManualIndex:
    def __init__(self, folder):
        self.pages = [p.read_text() for p in sorted(Path(folder).glob("*.md"))]
        self.vectors = encoder.encode(self.pages, normalize_embeddings=True)

    def top(self, question, k=4):
        scores = self.vectors @ encoder.encode(question, normalize_embeddings=True)
        return [self.pages[i] for i in np.argsort(scores)[::-1][:k]]


def answer(index, shots, question):
    context = "\n---\n".join(index.top(question))
    examples = "\n".join(f"Q: {s['question']}\nA: {s['answer']}" for s in shots)
    reply = client.chat.completions.create(
        model="gpt-4o-mini", temperature=0,
        messages=[{"role": "user", "content": f"{context}\n\n{examples}\nQ: {question}\nA:"}],
    )
    return reply.choices[0].message.content


def main():
    shots = read("prompt_examples.jsonl")[:6]
    used = {key(s["question"]) for s in shots}
    asked = [q for q in read("workshop_questions.jsonl") if key(q["question"]) not in used]
    index = ManualIndex("manuals")
    right = sum(key(q["answer"]) in key(answer(index, shots, q["question"])) for q in asked)
    print(f"{right}/{len(asked)} answered correctly")


if __name__ == "__main__":
    main()
