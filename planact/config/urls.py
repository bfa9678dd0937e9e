"""Addresses of servers, as a config may give them."""

from __future__ import annotations

from urllib.parse import urlsplit

from planact.core.errors import UserError


def check_url(key: str, url: str | None) -> None:
    """Check an address, if one is given.

    Args:
        key: Where it stands in the config.
        url: The address.

    Raises:
        UserError: It is none, or it holds a secret, which is not repeated.
    """
    if url is None:
        return
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UserError(f"{key}={url} is no URL: give one such as http://127.0.0.1:8000/v1")
    if parts.username or parts.password or parts.query:
        group = key.rpartition(".")[0]
        raise UserError(
            f"{key} holds a password or a query, which would be written into logs: "
            f"put the key into the environment variable that {group}.api_key_env names"
        )
