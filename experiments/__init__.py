"""The paper's numbers, and what turns finished runs into tables beside them."""
