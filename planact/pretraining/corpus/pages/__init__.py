"""Pages in text: what they are made of, and a simulated browser tab that shows them."""
