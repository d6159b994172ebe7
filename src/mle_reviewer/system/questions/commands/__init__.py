"""What CI, Makefiles and scripts run, and which tests there are."""
