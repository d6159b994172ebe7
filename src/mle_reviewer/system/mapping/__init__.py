"""The rooms of the system map: what programs touch, how stored things are spelled, and what is drawn of them."""
