"""Activities of module 1, Mechanism, and the dose explorer."""
