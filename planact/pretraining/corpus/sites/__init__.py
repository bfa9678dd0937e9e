"""Invented websites: a menu around sections that list records or are forms."""
