"""The outlet catalogue, as data."""
