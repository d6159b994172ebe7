"""The way of a request: what it enters, where a model is asked, and what flows on it."""
