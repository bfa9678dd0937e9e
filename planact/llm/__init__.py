"""Language models behind one interface, ``chat(messages) -> text``, and their prompts."""
