"""The CI systems whose definitions are read, one file each."""
