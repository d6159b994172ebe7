"""Share of patient questions the assistant answers like the nurses did."""
import random

from openai import OpenAI

from store import AnswerStore, read_records

client = OpenAI()
N_QUESTIONS = 200


def complete(prompt):
    reply = client.chat.completions.create(
        model="gpt-4o-mini", temperature=0, messages=[{"role": "user", "content": prompt}]
    )
    return reply.choices[0].message.content


def answer(store, question):
    context = "\n\n".join(f"{r['question']}\n{r['answer']}" for r in store.nearest(question))
    return complete(f"Earlier answers of the clinic:\n{context}\n\nAnswer the patient:\n{question}")


def agrees(reference, given):
    verdict = complete(f"Same medical advice? Reply yes or no.\n1: {reference}\n2: {given}")
    return verdict.strip().lower().startswith("yes")


def main():
    records = read_records()
    questions = random.Random(50).sample(records, N_QUESTIONS)
    store = AnswerStore().build(records)
    hits = sum(agrees(r["answer"], answer(store, r["question"])) for r in questions)
    print(f"agreement {hits / N_QUESTIONS:.1%} on {N_QUESTIONS} questions")


if __name__ == "__main__":
    main()
