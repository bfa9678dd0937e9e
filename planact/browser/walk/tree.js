// The last part of the walk that observation.py puts together; the parts share one scope.
// Returns JSON, since that crosses to Python fastest, of {url, title, nodes, scroll, root}, where
// root is the tree of what the viewport shows; a node of it is
//   tag, id        the id is null unless the element is labelled
//   text           own text before the first child element
//   attributes     [name, value] pairs to print, no value twice
//   kept           whether VisualAgentBench's rules print the element, or only its children
//   inline, seen   whether it flows with text; whether a person can see it
//   acts           "a" or "button" for what a person takes for a link or a button, else null
//   name           what it is called other than by its own text, for what can be used
//   control        {kind, value, options, choices} of a form control
//   disabled       whether what has an id reacts to nothing
//   editable       whether what has an id takes text
//   labels         id of the control that a <label> names
//   content        texts and child nodes in document order

const contentAttributes = attributeNames.filter((name) => name !== "data-bbox");

const content = new Map();

/** Whether the element or a descendant has text or a printed attribute other than its box. */
function hasContent(element) {
  let known = content.get(element);
  if (known === undefined) {
    known = hasOwnContent(element) || contentBranches(element, 1) > 0;
    content.set(element, known);
  }
  return known;
}

function hasOwnContent(element) {
  // Scripting hides the markup in a noscript from the DOM; VisualAgentBench re-parses it.
  if (tagOf(element) === "noscript") return /\S/.test(element.textContent);
  return leadingText(element) !== ""
    || contentAttributes.some((name) => clean(attribute(element, name) ?? "") !== "");
}

/** Number of children with content, counted up to the limit. */
function contentBranches(element, limit) {
  let branches = 0;
  const parent = inside(element);
  for (let child = parent.firstElementChild; child; child = child.nextElementSibling) {
    if (DROPPED_TAGS.has(tagOf(child)) || !hasContent(child)) continue;
    branches += 1;
    if (branches === limit) break;
  }
  return branches;
}

function build(element, inShownSelect) {
  const tag = tagOf(element);
  const rects = element.getClientRects();
  const shown = rects.length > 0 && meetsViewport(rects[0]);
  const visible = shown && element.getAttribute("aria-hidden") !== "true";
  const isOption = inShownSelect && tag === "option";
  const id = ids.get(element) ?? null;
  const attributes = printedAttributes(element);
  const text = leadingText(element);
  const kept = (id !== null || visible || isOption) && (
    (id !== null && visible) || text !== "" || attributes.some(([name]) => name !== "data-bbox")
    || contentBranches(element, 2) > 1);
  const style = getComputedStyle(element);
  return {
    tag, id, text, attributes, kept,
    inline: style.display.startsWith("inline") || style.display === "contents",
    seen: element.checkVisibility({ visibilityProperty: true }),
    acts: actsAs(element),
    name: id !== null || isUsable(element) ? nameOf(element) : "",
    control: controlOf(element),
    disabled: id !== null && isDisabled(element),
    editable: id !== null && takesText(element),
    labels: tag === "label" && element.control ? ids.get(element.control) ?? null : null,
    content: contentOf(element, tag === "select" && (visible || id !== null), shown),
  };
}

function contentOf(element, isShownSelect, shown) {
  const parts = [];
  const folded = tagOf(element) === "details" && !element.open;
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === Node.TEXT_NODE && shown && !folded) {
      const run = child.data.replace(/\s+/g, " ");
      if (run) parts.push(run.slice(0, MAX_CHARS));
    } else if (child.nodeType === Node.ELEMENT_NODE && !DROPPED_TAGS.has(tagOf(child))) {
      if (isShownSelect || inViewport.has(child)) parts.push(build(child, isShownSelect));
    }
  }
  return parts;
}

/**
 * JSON.stringify for pages whose libraries give arrays a toJSON of their own; and half a character,
 * as a cut text may end in one, is none that can be encoded.
 */
function toJson(value) {
  if (Array.isArray(value)) return `[${value.map(toJson).join(",")}]`;
  if (typeof value === "string") return JSON.stringify(value.toWellFormed());
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => `"${name}":${toJson(field)}`);
  return `{${fields.join(",")}}`;
}

label(document.documentElement);
// Found again by the action that names an id; kept off the DOM, so that no page style sees it.
window[Symbol.for("planact.labelled")] = labelled;
const scroller = document.scrollingElement ?? document.documentElement;
return toJson({
  url: location.href,
  title: document.title,
  nodes,
  scroll: {
    above: Math.round(scroller.scrollTop),
    below: Math.max(
      0, Math.round(scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop)),
  },
  root: build(document.documentElement, false),
});
