import sys

from openai import OpenAI

from pool import Pool, read


def prompt(pool: Pool, question: str) -> str:
    shots = "\n\n".join(f"Customer: {s['question']}\nIntent: {s['intent']}" for s in pool.closest(question))
    return f"Name the intent.\n\n{shots}\n\nCustomer: {question}\nIntent:"


def main(pool_path: str, eval_path: str) -> None:
    pool = Pool(read(pool_path))
    items = read(eval_path)
    fresh = [i for i in items if not pool.holds(i["question"])]
    print(f"{len(items) - len(fresh)} of {len(items)} questions also in the pool, left out")

    client = OpenAI()
    right = 0
    for item in fresh:
        reply = client.chat.completions.create(
            model="gpt-4o-mini",
            temperature=0,
            messages=[{"role": "user", "content": prompt(pool, item["question"])}],
        )
        right += reply.choices[0].message.content.strip() == item["intent"]
    print(f"accuracy {right / len(fresh):.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
