import argparse
from pathlib import Path

from assistant import STYLES, Assistant
from questions import key, read, without


def share_right(bot, rows, style):
    return sum(bot.answer(r["question"], style) == r["verdict"] for r in rows) / len(rows)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", default="gpt-4o-mini")
    ap.add_argument("--policy", default="travel_policy.md")
    args = ap.parse_args()

    final = read("final_questions.jsonl")
    tuning = without(read("tuning_questions.jsonl"), final)
    shots = without(read("shot_questions.jsonl"), final, tuning)[:6]
    assert not {key(s["question"]) for s in shots} & {key(q["question"]) for q in final + tuning}

    passages = [p.strip() for p in Path(args.policy).read_text(encoding="utf-8").split("\n## ") if p.strip()]
    bot = Assistant(passages, shots, args.model)

    board = {style: share_right(bot, tuning, style) for style in STYLES}
    style = max(board, key=board.get)
    for name, share in board.items():
        print(f"{name:7s} {share:.3f} on {len(tuning)} tuning questions")
    print(f"{style} on the final {len(final)}: {share_right(bot, final, style):.3f}")


if __name__ == "__main__":
    main()
