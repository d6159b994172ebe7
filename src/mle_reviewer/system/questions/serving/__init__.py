"""What answers: shapes and fields, loads, versions, limits, deployments and the ways back."""
