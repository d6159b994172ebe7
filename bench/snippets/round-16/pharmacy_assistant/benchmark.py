"""Answer accuracy of the assistant as graded by a second model."""
import argparse
import random
from statistics import mean

from openai import OpenAI

from store import AnswerStore, read_jsonl

SYSTEM = "You answer questions of pharmacy customers. Use the earlier cases if they help. Be brief."
GRADE = "Reference: {reference}\nAnswer: {answer}\nSame advice in substance? Reply yes or no."


class Assistant:
    def __init__(self, client, store, model):
        self.client, self.store, self.model = client, store, model

    def complete(self, system, user):
        reply = self.client.chat.completions.create(
            model=self.model,
            temperature=0,
            messages=[{"role": "system", "content": system}, {"role": "user", "content": user}],
        )
        return reply.choices[0].message.content.strip()

    def answer(self, question):
        cases = self.store.nearest(question)
        shown = "\n\n".join(f"Q: {c['question']}\nA: {c['answer']}" for c in cases)
        return self.complete(SYSTEM, f"{shown}\n\nQ: {question}\nA:")

    def agrees(self, reference, answer):
        verdict = self.complete("You compare two answers.", GRADE.format(reference=reference, answer=answer))
        return verdict.lower().startswith("yes")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", default="answered_cases.jsonl")
    parser.add_argument("--model", default="gpt-4o-mini")
    parser.add_argument("--n", type=int, default=300)
    args = parser.parse_args()

    cases = read_jsonl(args.cases)
    store = AnswerStore().fill(cases)
    questions = random.Random(5).sample(cases, args.n)
    assistant = Assistant(OpenAI(), store, args.model)
    graded = [assistant.agrees(q["answer"], assistant.answer(q["question"])) for q in questions]
    print(f"{mean(graded):.1%} of {len(graded)} questions answered like the pharmacist")


if __name__ == "__main__":
    main()
