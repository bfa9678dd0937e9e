"""The benchmark that needs nothing but a laptop: small websites, their tasks, their oracles."""
