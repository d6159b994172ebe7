"""What a repository installs: requirements as files, projects, environments, locks and commands state them."""
