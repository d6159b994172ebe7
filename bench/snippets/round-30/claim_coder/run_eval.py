import json
import random
from pathlib import Path

from openai import OpenAI

from prompting import ExamplePool, build_prompt


def read_claims(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines() if line.strip()]


def ask(client, prompt):
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": prompt}],
        temperature=0,
        max_tokens=4,
    )
    return reply.choices[0].message.content.strip()


def main(n_eval=300, shots=4):
    claims = read_claims("claims_coded.jsonl")
    questions = random.Random(2).sample(claims, n_eval)
    pool = ExamplePool(claims)
    client = OpenAI()
    right = 0
    for claim in questions:
        prompt = build_prompt(claim["text"], pool.nearest(claim["text"], shots))
        right += ask(client, prompt) == str(claim["chapter"])
    print(f"chapter accuracy {right / n_eval:.3f} with {shots} shots")


if __name__ == "__main__":
    main()
