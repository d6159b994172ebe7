"""What others ask of a flow: queries of checks, deeds of a change, explanations in words."""
