"""The checks: one small query and its page each."""
