"""The pictures, a module each; matplotlib is imported only when something is drawn."""
