"""From chosen parts to a page and its revisions."""
