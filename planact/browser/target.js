// Prepares an action on the element with the given id of the last observation.
// Argument: {id, action: "click" | "hover" | "type" | "select", text}.
// Returns {fault} with one line for the model, {point: {x, y}} to act at, or {done: true}.
({ id, action, text }) => {
  const labelled = window[Symbol.for("planact.labelled")] ?? [];
  const element = /^\d+$/.test(id) ? labelled[Number(id)] : undefined;

  function describe(node) {
    const said = node.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    return said ? `<${node.localName}> "${said}"` : `<${node.localName}>`;
  }

  function fault() {
    if (!element) {
      const last = labelled.length - 1;
      const range = last < 0 ? "no element has an id" : `ids go from 0 to ${last}`;
      return `element ${id} is not on the page: ${range}`;
    }
    if (!element.isConnected || element.getClientRects().length === 0) {
      return `element ${id} is no longer on the page`;
    }
    const disabled = (element.control ?? element).closest(":disabled");
    if (disabled && action !== "hover") return `element ${id} is disabled`;
    return { click: clickFault, type: typeFault, select: selectFault, hover: () => null }[action]();
  }

  // ---- Click ------------------------------------------------------------------------------------

  function clickFault() {
    if (element.localName === "select" && element.size <= 1 && !element.multiple) {
      return `element ${id} is a drop-down list: use Select Dropdown Option with one of`
        + ` ${optionList(element)}`;
    }
    if (element.localName === "input" && element.type === "file") {
      return `element ${id} asks for a file, and files cannot be uploaded`;
    }
    return null;
  }

  /** Centre of the first of the element's boxes that is not covered, after scrolling to it. */
  function point() {
    const visible = () => [...element.getClientRects()].map((rect) => ({
      x: rect.left + rect.width / 2, y: rect.top + rect.height / 2,
    })).filter(({ x, y }) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    if (visible().length === 0) {
      element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    }
    const points = visible();
    if (points.length === 0) return { fault: `element ${id} cannot be scrolled into view` };
    const tops = points.map(({ x, y }) => document.elementFromPoint(x, y));
    const free = tops.findIndex((top) => top && element.contains(top));
    if (free >= 0) return { point: points[free] };
    return { fault: `element ${id} is covered by ${describe(tops.find(Boolean) ?? document.body)}` };
  }

  // ---- Type -------------------------------------------------------------------------------------

  const UNTYPED = ["button", "checkbox", "file", "image", "radio", "reset", "submit"];
  const PICKED = ["color", "date", "datetime-local", "month", "range", "time", "week"];

  function takesText(node) {
    if (node.localName === "input") return !UNTYPED.includes(node.type);
    return ["textarea", "iframe"].includes(node.localName) || node.isContentEditable
      || ["combobox", "searchbox", "spinbutton", "textbox"].includes(node.getAttribute("role"));
  }

  function typeFault() {
    const field = element.control ?? element;
    if (!takesText(field) && !field.querySelector("input, textarea, [contenteditable]")) {
      return `element ${id} takes no text: it is ${describe(element)}`;
    }
    return field.readOnly ? `element ${id} is read-only` : null;
  }

  /** Fields with a picker take no keys in a fixed order: their value is set as a whole. */
  function setPicked() {
    const field = element.control ?? element;
    if (field.localName !== "input" || !PICKED.includes(field.type)) return null;
    const before = field.value;
    field.value = text;
    if (text && field.value === "") {
      field.value = before;
      return { fault: `${JSON.stringify(text)} is not a value for element ${id}, a field of type`
        + ` ${field.type}` };
    }
    announce(field);
    return { done: true };
  }

  // ---- Select -----------------------------------------------------------------------------------

  function optionList(select) {
    const texts = [...select.options].map((option) => option.text);
    return texts.slice(0, 40).join(" | ") + (texts.length > 40 ? " | ..." : "");
  }

  function selectFault() {
    const select = element.control ?? element;
    if (select.localName !== "select") {
      return `element ${id} is no drop-down list: it is ${describe(element)}`;
    }
    return wantedOption(select)
      ? null : `element ${id} has no option ${JSON.stringify(text)}: ${optionList(select)}`;
  }

  function wantedOption(select) {
    const plain = (said) => said.trim().replace(/\s+/g, " ");
    const options = [...select.options].filter((option) => !option.disabled);
    const find = (fits) => options.find((option) => fits(plain(option.text)));
    const wanted = plain(text);
    const lower = wanted.toLowerCase();
    return find((said) => said === wanted)
      ?? find((said) => said.toLowerCase() === lower)
      ?? find((said) => lower && said.toLowerCase().includes(lower));
  }

  function choose() {
    const select = element.control ?? element;
    select.focus();
    select.selectedIndex = wantedOption(select).index;
    announce(select);
    return { done: true };
  }

  function announce(field) {
    field.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  const line = fault();
  if (line) return { fault: line };
  if (action === "select") return choose();
  return (action === "type" && setPicked()) || point();
}
