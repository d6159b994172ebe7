"""Training and serving side by side: what they share, what each does by itself, what is packed with a model."""
