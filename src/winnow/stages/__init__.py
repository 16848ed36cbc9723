"""Pure functions from values to values; they meet no network, clock, database or settings."""
