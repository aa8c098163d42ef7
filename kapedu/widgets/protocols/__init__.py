"""Activities of module 2, Protocols, with the protocol planner and the screening board."""
