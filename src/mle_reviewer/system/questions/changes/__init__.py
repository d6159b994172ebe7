"""What a change touches and takes away."""
