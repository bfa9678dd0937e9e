"""The benchmark that needs nothing but a laptop: small real websites, their tasks and their oracles."""
