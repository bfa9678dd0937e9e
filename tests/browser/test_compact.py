"""The compact style, line form by line form."""

from __future__ import annotations

import pytest

from .conftest import Show, compact

FORMS = {
    "headings keep their level": (
        "<h1>Orders</h1><h3>Paid <em>today</em></h3>",
        ["<h1>Orders</h1>", "<h3>Paid today</h3>"],
    ),
    "a link": ('<a href="/r">Reports</a>', ["<a>Reports [0]</a>"]),
    "links side by side get a line each": (
        '<nav><a href="/a">Home</a> | <a href="/b">Help</a></nav>',
        ["<a>Home [0]</a>", "<a>Help [1]</a>"],
    ),
    "a link with everything in it is one thing": (
        '<a href="/c"><b>My Cart</b> <span>3</span></a>',
        ["<a>My Cart 3 [0]</a>"],
    ),
    "a heading that is a link": ('<h2><a href="/p">Product</a></h2>', ["<a>Product [0]</a>"]),
    "links stay in the sentence around them": (
        '<p>Submitted by <a href="/u">ann</a>, in <a href="/f">books</a>.</p>',
        ["<p>Submitted by ann [0], in books [1].</p>"],
    ),
    "buttons of every kind": (
        '<button>Show <b>Report</b></button><input type="submit" value="Export">'
        '<div role="button">Reply</div><button title="Upvote">▲</button>',
        [
            "<button>Show Report [0]</button>",
            "<button>Export [1]</button>",
            "<button>Reply [2]</button>",
            "<button>Upvote [3]</button>",
        ],
    ),
    "a field with its label, and its value": (
        '<label>From <input value="01/01/2022"></label><label for="to">To</label><input id="to">',
        ["<input>From [0] = 01/01/2022</input>", "<input>To [2]</input>"],
    ),
    "a field named by its placeholder": (
        '<input placeholder="Search"><textarea placeholder="Write"></textarea>',
        ["<input>Search [0]</input>", "<textarea>Write [1]</textarea>"],
    ),
    "check boxes and radio buttons say their state": (
        '<label><input type="checkbox" checked> Empty rows</label>'
        '<label><input type="radio" name="r"> Day</label>',
        ["<input>Empty rows [0] = checked</input>", "<input>Day [1] = not-checked</input>"],
    ),
    "a label that stands for a hidden box says its state": (
        '<input id="c" type="checkbox" checked style="display:none"><label for="c">Red</label>',
        ["<input>Red [0] = checked</input>"],
    ),
    "a select shows the current option, then all": (
        "<label>Period <select><option>Day<option selected>Month</select></label>",
        ["<select>Period [0] = Month | Day | Month</select>"],
    ),
    "a select with very many options shows the first": (
        '<select aria-label="N">' + "".join(f"<option>{n}" for n in range(50)) + "</select>",
        [f"<select>N [0] = 0 | {' | '.join(map(str, range(40)))} | and 10 more</select>"],
    ),
    "a table row is one line": (
        "<table><tr><th>Order<th>Customer<th>Total"
        '<tr><td>1001<td><a href="/c">Ann</a><td>$5.00'
        "<tr><td>1002<td><td><button>Pay</button></table>",
        [
            "<tr>Order | Customer | Total</tr>",
            "<tr>1001 | Ann [0] | $5.00</tr>",
            "<tr>1002 |  | Pay [1]</tr>",
        ],
    ),
    "a row keeps the values of its fields": (
        '<table><tr><td>Cup<td><input aria-label="Qty" value="2"><td>$4.00</table>',
        ["<tr>Cup | Qty [0] = 2 | $4.00</tr>"],
    ),
    "label and value of a row": (
        "<table><tr><th>Price<td>$12.99</table>",
        ["<p>Price: $12.99</p>"],
    ),
    "term and definition": (
        "<dl><dt>Price:</dt><dd>$12.99</dd><div><dt>Brand</dt>"
        '<dd><a href="/b">Acme</a></dd></div></dl>',
        ["<p>Price: $12.99</p>", "<p>Brand: Acme [0]</p>"],
    ),
    "a table that lays out the page is no record": (
        "<table><tr><td><h2>Left</h2><p>one</p><td><h2>Right</h2></table>",
        ["<h2>Left</h2>", "<p>one</p>", "<h2>Right</h2>"],
    ),
    "text flows around inline elements": (
        "<div>Items <b>1</b>-<b>12</b> of <b>137</b></div><p>one<br>two</p>",
        ["<p>Items 1-12 of 137</p>", "<p>one</p>", "<p>two</p>"],
    ),
    "what nobody sees is left out": (
        '<p style="visibility:hidden">secret</p><p style="display:none">secret</p>'
        "<details><summary>More</summary>folded</details>",
        ["<details>More [0]</details>"],
    ),
    "more of the page is announced": (
        '<p>top</p><div style="height:3000px"></div>',
        ["<p>top</p>", "<scroll>more below</scroll>"],
    ),
}


@pytest.mark.parametrize("form", FORMS)
async def test_line_forms(show: Show, form: str) -> None:
    body, lines = FORMS[form]
    assert await compact(await show(body)) == lines
