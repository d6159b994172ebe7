"""Shell text in its parts: words and operators, the commands they make, and whose failure stops a script."""
