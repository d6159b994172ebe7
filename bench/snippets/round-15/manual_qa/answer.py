from openai import OpenAI
from rank_bm25 import BM25Okapi

PROMPTS = {
    "short": "Answer with one value and its unit.",
    "quote": "Quote the sentence that holds the answer, then give the value and its unit.",
}


class ManualReader:
    def __init__(self, pages, examples, model="gpt-4o-mini"):
        self.pages = [p["text"] for p in pages]
        self.index = BM25Okapi([t.lower().split() for t in self.pages])
        self.shots = "\n\n".join(f"Q: {e['question']}\nA: {e['answer']}" for e in examples)
        self.client = OpenAI()
        self.model = model

    def ask(self, question, style):
        found = self.index.get_top_n(question.lower().split(), self.pages, n=4)
        text = "\n---\n".join(found)
        message = f"{PROMPTS[style]}\n\n{self.shots}\n\nPages:\n{text}\n\nQ: {question}\nA:"
        reply = self.client.chat.completions.create(
            model=self.model, temperature=0,
            messages=[{"role": "user", "content": message}],
        )
        return reply.choices[0].message.content
