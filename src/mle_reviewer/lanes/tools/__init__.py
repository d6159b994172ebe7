"""The tools of the lanes, one in each file: how each is called, and how what it prints is read."""
