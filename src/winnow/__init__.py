"""Winnow: news pages that keep facts apart from spin, with proof."""

__version__ = "0.1.0"
__all__ = ["__version__"]
