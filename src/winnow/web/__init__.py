"""The live server: the site's pages from the store, the API, search, reports of errors.

``live_app`` is the application, ``serve_live`` runs it.  Pages have the bytes that the static build
gives them under the same options.
"""

from winnow.web.app import LiveOptions, live_app, serve_live

__all__ = ["LiveOptions", "live_app", "serve_live"]
