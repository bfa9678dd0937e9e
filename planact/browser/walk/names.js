// A part of the walk that observation.py puts together; the parts share one scope.
// What a person calls an element, and the state of form controls.

function isUsable(element) {
  const role = element.getAttribute("role");
  return CLICKABLE_TAGS.has(tagOf(element)) || (role !== null && CLICKABLE_ROLES.has(role));
}

function actsAs(element) {
  const tag = tagOf(element);
  if (tag === "a" || tag === "button") return tag;
  const role = element.getAttribute("role")?.toLowerCase();
  if (role === "link") return "a";
  return ["button", "tab", "menuitem"].includes(role) ? "button" : null;
}

/** The first of what a person would call it by: aria-label, label, placeholder, title, value, alt. */
function nameOf(element) {
  const tag = tagOf(element);
  const isButton = tag === "input"
    && ["submit", "reset", "button", "image"].includes(element.type);
  const names = [
    isButton && (element.value || { submit: "Submit", reset: "Reset" }[element.type]),
    element.getAttribute("aria-label"),
    (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).map(
      (id) => (id && document.getElementById(id)?.textContent) || "").join(" "),
    [...(element.labels ?? [])].map(labelText).join(" "),
    ...["placeholder", "title", "alt"].map((name) => element.getAttribute(name)),
    tag === "input" && ["checkbox", "radio"].includes(element.type) && element.value,
    CLICKABLE_TAGS.has(tag) && tag !== "a" && element.getAttribute("name"),
  ];
  return names.map((name) => clean(name || "")).find((name) => name !== "") ?? "";
}

/** A label's text without that of the control inside it. */
function labelText(label) {
  let text = "";
  for (let child = label.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === Node.TEXT_NODE) text += child.data;
    else if (child.nodeType === Node.ELEMENT_NODE
      && !["select", "textarea", "script", "style"].includes(tagOf(child))) {
      text += labelText(child);
    }
  }
  return text;
}

/** State of a form control; a label that is clicked in place of its box speaks for the box. */
function controlOf(element) {
  const tag = tagOf(element);
  const state = (kind, value) => ({ kind, value, options: [], choices: [] });
  if (tag === "select") {
    const options = [...element.options];
    const texts = (fits) => options.filter(fits).map((option) => clean(option.text));
    return {
      kind: "select",
      value: texts((option) => option.selected).join(", "),
      options: texts(() => true),
      choices: texts((option) => !option.disabled),
    };
  }
  if (tag === "textarea") return state("text", clean(element.value));
  if (tag === "label" && ids.has(element) && element.control && !ids.has(element.control)) {
    return ["checkbox", "radio"].includes(element.control.type)
      ? controlOf(element.control) : null;
  }
  if (tag !== "input" || element.type === "hidden") return null;
  if (["checkbox", "radio"].includes(element.type)) {
    return state("choice", element.checked ? "checked" : "not-checked");
  }
  if (["submit", "reset", "button", "image"].includes(element.type)) return state("button", "");
  return state(element.type === "file" ? "file" : "text", clean(element.value));
}

// Both agree with what target.js refuses to do, for which a label stands for its control, too.

function isDisabled(element) {
  return (element.control ?? element).closest(":disabled") !== null;
}

function takesText(element) {
  const field = element.control ?? element;
  return !field.readOnly && (controlOf(field)?.kind === "text" || tagOf(field) === "iframe"
    || field.isContentEditable
    || ["combobox", "searchbox", "spinbutton", "textbox"].includes(field.getAttribute("role")));
}
