"""Supervised fine-tuning: trajectories and plans to examples, examples to a checkpoint."""
