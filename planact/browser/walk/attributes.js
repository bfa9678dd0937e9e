// A part of the walk that observation.py puts together; the parts share one scope.
// Text and attributes of an element, as VisualAgentBench prints them.

const MAX_CHARS = 500;
const DROPPED_TAGS = new Set(["script", "style"]);

function tagOf(element) {
  return element.localName.toLowerCase();
}

function inside(element) {
  return tagOf(element) === "template" ? element.content : element;
}

/** As a re-parsed page shows it: white space collapsed (no-break spaces stay), cut. */
function clean(value) {
  const collapsed = value
    .replace(/[\t-\r\x1c-\x20\x85\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g, " ")
    .replace(/^[ \xa0]+|[ \xa0]+$/g, "");
  return collapsed.length > MAX_CHARS ? [...collapsed].slice(0, MAX_CHARS).join("") : collapsed;
}

function ownTexts(element) {
  const texts = [];
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType !== Node.TEXT_NODE) continue;
    const text = child.data.trim().replace(/\s{2,}/g, " ");
    if (text) texts.push(text);
  }
  return texts.join(",");
}

function leadingText(element) {
  let text = "";
  for (let child = inside(element).firstChild; child; child = child.nextSibling) {
    if (child.nodeType === Node.TEXT_NODE) text += child.data;
    else if (child.nodeType === Node.ELEMENT_NODE && !DROPPED_TAGS.has(tagOf(child))) break;
  }
  return clean(text);
}

function attribute(element, name) {
  const tag = tagOf(element);
  switch (name) {
    case "data-bbox":
      return boxOf(element);
    case "data-text":
      if (tag === "select") return element.options[element.selectedIndex]?.text;
      return element.firstChild ? ownTexts(element) : element.getAttribute(name);
    case "data-value":
      return ["input", "textarea", "select"].includes(tag)
        ? element.value : element.getAttribute(name);
    case "data-status":
      if (tag === "input" && element.getAttribute("type") === "checkbox") {
        return element.checked ? "checked" : "not-checked";
      }
      return tag === "option" && isCurrentOption(element)
        ? "selected" : element.getAttribute(name);
    case "type":
      return element.getAttribute(name) === "hidden" ? null : element.getAttribute(name);
    default:
      return element.getAttribute(name);
  }
}

/** Of the first of its client rects, relative to the viewport. */
function boxOf(element) {
  const rect = element.getClientRects()[0];
  if (!rect) return null;
  const left = Math.round(rect.left);
  const top = Math.round(rect.top);
  return [left, top, Math.round(rect.right) - left, Math.round(rect.bottom) - top].join(",");
}

function isCurrentOption(option) {
  const select = option.closest("select");
  return select != null && select.options[select.selectedIndex] === option;
}

function printedAttributes(element) {
  const values = new Set();
  const pairs = [];
  for (const name of attributeNames) {
    const value = clean(attribute(element, name) ?? "");
    if (!value || values.has(value)) continue;
    values.add(value);
    pairs.push([name, value]);
  }
  return pairs;
}
