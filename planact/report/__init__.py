"""What came out: statistics, the results file, the table on the terminal, metrics and W&B."""
