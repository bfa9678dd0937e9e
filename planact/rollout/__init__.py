"""Episodes: an agent in a browser on a task, many at a time, with limits and a journal to resume from."""
