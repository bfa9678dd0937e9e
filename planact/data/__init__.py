"""The stages of section 4: each makes one dataset, once, in the artifact store."""
