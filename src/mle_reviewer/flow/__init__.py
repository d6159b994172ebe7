"""How rows, columns and learned statistics travel through code, files and notebooks."""
