"""``eval`` objects of tasks in WebArena's JSON schema: an answer, a page, or what pages show."""

from __future__ import annotations

from typing import Any

Evaluation = dict[str, Any]


def answer_is(**references: Any) -> Evaluation:
    """The answer, by one or more of WebArena's comparisons.

    A bare number or a single word needs ``exact_match``: ``must_include`` finds ``4`` in any answer
    that happens to hold it.

    Args:
        **references: e.g. ``exact_match="4"``, ``must_include=["Nora", "42.50"]``.
    """
    texts = [text for given in references.values() for text in _listed(given)]
    return _evaluation(
        ["string_match"],
        reference_answers=references,
        reference_answer_raw_annotation=", ".join(texts),
    )


def impossible(reason: str) -> Evaluation:
    """The task cannot be done: the answer must be ``N/A``.

    Args:
        reason: Why, for a judge who is given an answer in other words.
    """
    return _evaluation(
        ["string_match"],
        reference_answers={"fuzzy_match": "N/A"},
        reference_answer_raw_annotation="N/A",
        string_note=reason,
    )


def page_is(site: str, *paths: str) -> Evaluation:
    """The last page's address, exactly.

    Args:
        site: Name of the site.
        *paths: Address below the site, with its query if it has one, e.g. ``/f/books/new``; several
            where pages show the same.
    """
    placed = " |OR| ".join(_placed(site, path) for path in paths)
    return _evaluation(["url_match"], reference_url=placed, url_note="EXACT")


def page_shows(site: str, path: str, locator: str, **required: Any) -> Evaluation:
    """What a page of the site shows after the end.

    Args:
        site: Name of the site.
        path: The page's address below the site.
        locator: JavaScript expression for the text to look at; see `text_of` and `value_of`.
        **required: Comparisons as for `answer_is`, e.g. ``must_include=["Fenn Oak Planter"]``.
    """
    check = {"url": _placed(site, path), "locator": locator, "required_contents": required}
    return _evaluation(["program_html"], program_html=[check])


def last_page_shows(locator: str, **required: Any) -> Evaluation:
    """What the page shows that the episode ended on."""
    check = {"url": "last", "locator": locator, "required_contents": required}
    return _evaluation(["program_html"], program_html=[check])


def both(first: Evaluation, second: Evaluation) -> Evaluation:
    """Both must pass: of different types, or two pages' contents."""
    types = dict.fromkeys([*first["eval_types"], *second["eval_types"]])
    joined = {name: first[name] or second[name] for name in first}
    html = [*first["program_html"], *second["program_html"]]
    return {**joined, "eval_types": list(types), "program_html": html}


def text_of(css: str) -> str:
    """Locator of the text of the first such element; empty where there is none."""
    return f"document.querySelector({_quoted(css)})?.innerText ?? ''"


def texts_of(css: str) -> str:
    """Locator of the text of all such elements."""
    return f"[...document.querySelectorAll({_quoted(css)})].map(e => e.innerText).join(' ; ')"


def value_of(css: str) -> str:
    """Locator of a field's value."""
    return f"document.querySelector({_quoted(css)})?.value ?? ''"


def _quoted(css: str) -> str:
    return "'" + css.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _placed(site: str, path: str) -> str:
    return f"__{site.upper()}__{path}"


def _listed(given: Any) -> list[str]:
    return [given] if isinstance(given, str) else list(given)


def _evaluation(eval_types: list[str], **given: Any) -> Evaluation:
    return {
        "eval_types": eval_types,
        "reference_answers": None,
        "reference_url": "",
        "url_note": "",
        "program_html": [],
        "string_note": "",
        "reference_answer_raw_annotation": "",
        **given,
    }
