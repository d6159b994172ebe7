"""Questions about what the libraries that a repository installs mean by its calls."""
