// A part of the walk that observation.py puts together; the parts share one scope.
// Clickable elements, of which only the innermost get an id.

const CLICKABLE_TAGS = new Set(
  ["input", "textarea", "select", "button", "a", "iframe", "video", "object", "embed", "details"]);
const CLICKABLE_ROLES = new Set(
  ["button", "tab", "link", "checkbox", "menuitem", "menuitemcheckbox", "menuitemradio", "radio"]);
const viewWidth = innerWidth;
const viewHeight = innerHeight;

const inViewport = new Set(); // elements of which a part, or a part of a descendant, is shown
const ids = new Map(); // clickable element -> its id
const labelled = []; // the same elements by their ids
let nodes = 0;

/**
 * Notes what meets the viewport and labels what is clickable; returns whether anything was.
 * Every element of the page passes here, and most leave early.
 */
function label(element) {
  nodes += 1;
  let clickableInside = false;
  let shown = false;
  for (let child = element.firstElementChild; child; child = child.nextElementSibling) {
    if (label(child)) clickableInside = true;
    if (!shown && inViewport.has(child)) shown = true;
  }
  const rects = element.getClientRects();
  const onScreen = rects.length > 0 && meetsViewport(rects[0]);
  if (shown || onScreen) inViewport.add(element);
  if (clickableInside || rects.length === 0) return clickableInside;
  if (rects.length === 1 && !onScreen) return false;
  if (!isClickable(element) || areaOnTop(element, rects) < 1) return false;
  if (clippedWidth(rects[0]) > 0 || clippedHeight(rects[0]) > 0) {
    ids.set(element, String(labelled.length));
    labelled.push(element);
  }
  return true;
}

function meetsViewport(rect) {
  return Math.round(rect.bottom) >= 0 && Math.round(rect.top) <= viewHeight
    && Math.round(rect.right) >= 0 && Math.round(rect.left) <= viewWidth;
}

function clippedWidth(rect) {
  return Math.min(viewWidth, rect.right) - Math.max(0, rect.left);
}

function clippedHeight(rect) {
  return Math.min(viewHeight, rect.bottom) - Math.max(0, rect.top);
}

/** Area of those of the element's boxes whose centre is neither covered nor out of view. */
function areaOnTop(element, rects) {
  let area = 0;
  for (const rect of rects) {
    const top = document.elementFromPoint(
      rect.left + rect.width / 2, rect.top + rect.height / 2);
    if (top && element.contains(top)) area += clippedWidth(rect) * clippedHeight(rect);
  }
  return area;
}

function isClickable(element) {
  const tag = tagOf(element);
  return CLICKABLE_TAGS.has(tag)
    || element.onclick != null
    || CLICKABLE_ROLES.has((element.getAttribute("role") ?? "").toLowerCase())
    || ["", "contenteditable", "true"].includes(
      element.getAttribute("contenteditable")?.toLowerCase())
    || hasClickAction(element.getAttribute("jsaction"))
    || (tag === "label" && element.control != null && !element.control.disabled)
    || (tag === "img" && isMapOrZoom(element))
    || (element.getAttribute("class") ?? "").toLowerCase().includes("button")
    || parseInt(element.getAttribute("tabindex")) >= 0
    || getComputedStyle(element).cursor === "pointer";
}

/** jsaction rules read "event:namespace.action", the event being a click where it is left out. */
function hasClickAction(rules) {
  return (rules ?? "").split(";").some((rule) => {
    const parts = rule.trim().split(":");
    if (parts.length > 2) return false;
    const event = parts.length === 2 ? parts[0] : "click";
    const [namespace, action] = parts.at(-1).trim().split(".");
    return event === "click" && namespace !== "none" && action !== undefined && action !== "_";
  });
}

function isMapOrZoom(image) {
  const map = image.getAttribute("usemap")?.replace(/^#/, "");
  return (map && document.querySelector(`map[name="${CSS.escape(map)}"]`) != null)
    || ["zoom-in", "zoom-out"].includes(image.style.cursor);
}
