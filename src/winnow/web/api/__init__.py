"""The API, version 1: what is published, as JSON."""
