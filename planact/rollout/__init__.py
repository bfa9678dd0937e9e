"""Episodes: an agent in a browser on a task, many at a time, resumable from a journal."""
