HEAD = "Give the intent of the customer message. Answer with the intent name only."


def render(examples, text):
    lines = [HEAD, ""]
    for example in examples:
        lines.append(f"Message: {example['text']}")
        lines.append(f"Intent: {example['intent']}")
        lines.append("")
    lines.append(f"Message: {text}")
    lines.append("Intent:")
    return "\n".join(lines)
