"""The tables, a module each; every one is a `Sheet`."""
