"""Activities of module 3, Session phases."""
