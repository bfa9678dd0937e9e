"""What is done on the invented websites: tasks, scripts that solve them, and who plays these."""
