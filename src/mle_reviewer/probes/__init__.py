"""What data and artifacts say of themselves, read without loading them."""
