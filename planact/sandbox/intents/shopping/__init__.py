"""Intent templates of the storefront."""

from __future__ import annotations

from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.shopping.account import ACCOUNT
from planact.sandbox.intents.shopping.cart import CART
from planact.sandbox.intents.shopping.feedback import FEEDBACK
from planact.sandbox.intents.shopping.lists import LISTS
from planact.sandbox.intents.shopping.orders import ORDERS
from planact.sandbox.intents.shopping.products import PRODUCTS

TEMPLATES: tuple[IntentTemplate, ...] = (
    *PRODUCTS,
    *LISTS,
    *ORDERS,
    *CART,
    *FEEDBACK,
    *ACCOUNT,
)
