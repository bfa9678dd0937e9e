"""The typed schema of every config group, and the composing and checking of a run's config."""
