"""The judge: a language model, asked for on purpose, reads what no recogniser can decide, and is held to its quotes."""
