"""Questions and what is written in answer to them: checks, predictions, reflections, quizzes, handing in."""
