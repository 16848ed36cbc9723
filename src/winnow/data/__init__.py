"""The starter list of outlets, as data."""
