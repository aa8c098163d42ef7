"""Activities of module 5, Evidence appraisal, and the evidence dashboard."""
