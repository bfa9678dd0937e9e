"""The commands of ``python -m planact.report``, a module each."""
