"""The errors of Winnow.

::

    WinnowError
    ├── SettingsError      the settings file is missing, unreadable or wrong
    ├── InputError         a file, feed or page cannot be read
    │   ├── FetchError     … because the address did not answer as it should
    │   └── ParseError     … because the bytes are not what they claim to be
    ├── StoreError         the store cannot be opened, read or written
    └── NotFoundError      there is no such story, article or revision

Each carries the thing it is about; its message says what is wrong and what to do.
"""

from __future__ import annotations


class WinnowError(Exception):
    """Base of all errors that Winnow raises on purpose."""

    def __init__(self, subject: str, message: str) -> None:
        super().__init__(f"{subject}: {message}")
        #: The file, address, article or story it is about.
        self.subject = subject
        #: One line: what is wrong and what to do.
        self.message = message


class SettingsError(WinnowError):
    """The settings file is missing, unreadable or wrong."""


class InputError(WinnowError):
    """A file, feed or page cannot be read."""


class FetchError(InputError):
    """An address did not answer as it should."""


class ParseError(InputError):
    """Bytes are not what they claim to be."""


class StoreError(WinnowError):
    """The store cannot be opened, read or written."""


class NotFoundError(WinnowError):
    """There is no such story, article or revision."""
