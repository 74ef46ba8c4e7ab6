"""The cellar, tested without any room above it."""
