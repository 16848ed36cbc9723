"""``python -m winnow.settings > docs/settings.md``."""

from winnow.settings.reference import reference

print(reference(), end="")
