"""Pre-training of the laptop model: invented websites as text, a small Llama that reads them."""
