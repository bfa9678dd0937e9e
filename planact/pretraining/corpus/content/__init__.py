"""What the invented websites say: names, values, properties, kinds of things, kinds of forms."""
