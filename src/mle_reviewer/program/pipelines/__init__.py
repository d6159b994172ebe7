"""What says which Python document runs when, on what: dvc.yaml, Makefiles, CI workflows, MLproject, shell scripts."""
