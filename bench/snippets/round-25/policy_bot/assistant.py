import numpy as np
from openai import OpenAI
from rank_bm25 import BM25Okapi

STYLES = {
    "plain": "Answer from the policy text. Reply yes, no or depends.",
    "quote": "Quote the relevant sentence silently, then reply yes, no or depends.",
    "strict": "If the policy text does not decide the matter, reply depends. Otherwise yes or no.",
}


class Assistant:
    def __init__(self, passages, shots, model):
        self.passages, self.shots, self.model = passages, shots, model
        self.index = BM25Okapi([p.lower().split() for p in passages])
        self.client = OpenAI()

    def context(self, question, k=4):
        order = np.argsort(-self.index.get_scores(question.lower().split()))[:k]
        return "\n\n".join(self.passages[i] for i in order)

    def answer(self, question, style):
        chat = [{"role": "system", "content": STYLES[style]}]
        for shot in self.shots:
            chat.append({"role": "user", "content": shot["question"]})
            chat.append({"role": "assistant", "content": shot["verdict"]})
        prompt = f"Policy:\n{self.context(question)}\n\nQuestion: {question}"
        chat.append({"role": "user", "content": prompt})
        reply = self.client.chat.completions.create(
            model=self.model, messages=chat, temperature=0, max_tokens=4
        )
        return (reply.choices[0].message.content or "").strip().lower().rstrip(".")
