"""What one article says, and at the desk what many say together."""

#: The version of the code; pyproject.toml says the same (a test compares them).
VERSION = "0.1.0"
