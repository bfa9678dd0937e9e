"""Intent templates of the storefront."""

from __future__ import annotations

from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.shopping_account import ACCOUNT
from planact.sandbox.intents.shopping_cart import CART
from planact.sandbox.intents.shopping_feedback import FEEDBACK
from planact.sandbox.intents.shopping_lists import LISTS
from planact.sandbox.intents.shopping_orders import ORDERS
from planact.sandbox.intents.shopping_products import PRODUCTS

TEMPLATES: tuple[IntentTemplate, ...] = (
    *PRODUCTS,
    *LISTS,
    *ORDERS,
    *CART,
    *FEEDBACK,
    *ACCOUNT,
)
