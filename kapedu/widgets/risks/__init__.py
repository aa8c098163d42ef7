"""Activities of module 4, Risks, and the risk explorer."""
