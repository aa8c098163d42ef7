"""Encounters and treatments with simulated patients: monitor, room, debrief, votes, what is kept of a run."""
