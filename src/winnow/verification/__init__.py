"""Verification: every published sentence is held against the passages it cites."""

from winnow.verification.page import verify_page
from winnow.verification.sentence import Checked, check_sentence

__all__ = ["Checked", "check_sentence", "verify_page"]
