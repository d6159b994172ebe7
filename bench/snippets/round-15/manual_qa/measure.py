"""Share of questions whose answer holds the expected value."""
from answer import PROMPTS, ManualReader
from sources import check_disjoint, read_jsonl


def share_right(reader, questions, style):
    right = [q["answer"].lower() in reader.ask(q["question"], style).lower() for q in questions]
    return sum(right) / len(right)


def main():
    examples = read_jsonl("questions/examples.jsonl")
    dev = read_jsonl("questions/dev.jsonl")
    final = read_jsonl("questions/final.jsonl")
    check_disjoint(examples=examples, dev=dev, final=final)

    reader = ManualReader(read_jsonl("manuals/pages.jsonl"), examples[:5])
    by_style = {s: share_right(reader, dev, s) for s in PROMPTS}
    style = max(by_style, key=by_style.get)
    print("development", by_style)
    print(f"final {share_right(reader, final, style):.3f} with prompt '{style}'")


if __name__ == "__main__":
    main()
