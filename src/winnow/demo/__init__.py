"""The demo corpus: invented articles by invented outlets, as data."""
