"""The vocabulary of results: severities, checks' cards, findings, evidence, verdicts."""
