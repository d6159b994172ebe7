import argparse
import json

from openai import OpenAI

from prompting import ExampleStore, build_prompt


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--questions", default="intents.jsonl")
    parser.add_argument("--model", default="gpt-4o-mini")
    args = parser.parse_args()

    client = OpenAI()
    store = ExampleStore(args.questions)
    with open(args.questions) as handle:
        items = [json.loads(line) for line in handle]

    correct = 0
    for item in items:
        prompt = build_prompt(store, item["question"])
        reply = client.chat.completions.create(
            model=args.model,
            messages=[{"role": "user", "content": prompt}],
            temperature=0,
        )
        correct += reply.choices[0].message.content.strip() == item["intent"]
    print(f"{args.model}: {correct / len(items):.3f} on {len(items)} questions")


if __name__ == "__main__":
    main()
