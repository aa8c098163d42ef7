"""Finding things in the course: lessons, facts, cases and references, offline."""

from kapedu.search.documents import KINDS, Document, documents
from kapedu.search.index import Found, Index, build_index
from kapedu.search.store import index_of

__all__ = ["KINDS", "Document", "Found", "Index", "build_index", "documents", "index_of"]
