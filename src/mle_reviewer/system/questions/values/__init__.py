"""What a value comes from, through functions, objects, files and settings."""
