"""The parts of the course's home and of the instructor's page: progress, record, review, search, report."""
