"""A real browser: page to observation, action to page."""

from planact.browser.browser import Browser
from planact.browser.errors import BrowserError
from planact.browser.observation import STYLES, Observation
from planact.browser.session import Place, Session

__all__ = ["STYLES", "Browser", "BrowserError", "Observation", "Place", "Session"]
