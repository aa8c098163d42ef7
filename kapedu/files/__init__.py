"""Files on disk that are never half there."""

from kapedu.files.whole import set_aside, write_new, write_whole

__all__ = ["set_aside", "write_new", "write_whole"]
