"""The rows that are learned from: what is declared of them, how they are made, joined and divided, whom they name."""
