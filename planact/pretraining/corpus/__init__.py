"""The corpus: invented websites simulated in text, and an oracle that plans and acts on them."""
