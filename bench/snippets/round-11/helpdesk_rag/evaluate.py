import argparse
import random

from openai import OpenAI
from rouge_score import rouge_scorer

from corpus import solved_cases
from index import Index

PROMPT = "Use the passages to answer the question of a customer.\n\n{passages}\n\nQuestion: {question}\nAnswer:"


def answer(client, model, index, question):
    prompt = PROMPT.format(passages="\n---\n".join(index.search(question)), question=question)
    reply = client.chat.completions.create(
        model=model, temperature=0, messages=[{"role": "user", "content": prompt}]
    )
    return reply.choices[0].message.content


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="gpt-4o-mini")
    parser.add_argument("--questions", type=int, default=300)
    args = parser.parse_args()

    index = Index().build()
    cases = random.Random(5).sample(solved_cases(), args.questions)
    scorer = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=True)
    client = OpenAI()
    total = 0.0
    for case in cases:
        given = answer(client, args.model, index, case["question"])
        total += scorer.score(case["answer"], given)["rougeL"].fmeasure
    print(f"{args.model}: ROUGE-L {total / len(cases):.3f} on {len(cases)} questions")


if __name__ == "__main__":
    main()
