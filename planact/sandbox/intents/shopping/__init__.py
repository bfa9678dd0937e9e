"""Intent templates of the storefront."""

from __future__ import annotations

from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.shopping.account import ACCOUNT
from planact.sandbox.intents.shopping.advanced import ADVANCED
from planact.sandbox.intents.shopping.brands import BRAND
from planact.sandbox.intents.shopping.cart import CART
from planact.sandbox.intents.shopping.checkout import CHECKOUT
from planact.sandbox.intents.shopping.feedback import FEEDBACK
from planact.sandbox.intents.shopping.missing import MISSING
from planact.sandbox.intents.shopping.order_lists import ORDER_LISTS
from planact.sandbox.intents.shopping.orders import ORDERS
from planact.sandbox.intents.shopping.products import PRODUCTS
from planact.sandbox.intents.shopping.reordering import REORDERING
from planact.sandbox.intents.shopping.reviews import REVIEWS
from planact.sandbox.intents.shopping.wishes import WISHES

TEMPLATES: tuple[IntentTemplate, ...] = (
    *PRODUCTS,
    *REVIEWS,
    *ADVANCED,
    *BRAND,
    *MISSING,
    *ORDERS,
    *ORDER_LISTS,
    *REORDERING,
    *CART,
    *WISHES,
    *CHECKOUT,
    *FEEDBACK,
    *ACCOUNT,
)
