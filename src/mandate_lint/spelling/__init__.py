"""The detector of wrong characters that nobody listed."""
