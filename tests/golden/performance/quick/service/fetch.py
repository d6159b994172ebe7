"""Fetches what the image holds."""

from transformers import AutoModelForSequenceClassification, AutoTokenizer

AutoTokenizer.from_pretrained("acme/complaints")
AutoModelForSequenceClassification.from_pretrained("acme/complaints")
