"""The two loops, and what a run reports."""
