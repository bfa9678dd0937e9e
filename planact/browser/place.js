// Where the first element that a CSS selector names is: {id, direction}, as `Place` describes it.
(css) => {
  const labelled = window[Symbol.for("planact.labelled")] ?? [];

  /** The element's own id, else that of what is in it, names it or surrounds it. */
  function id(element) {
    const tests = [
      (target) => target === element,
      (target) => element.contains(target) && target.textContent.trim() !== "",
      (target) => element.contains(target),
      (target) => [...(element.labels ?? [])].includes(target),
      (target) => target.contains(element),
    ];
    return tests.map((test) => labelled.findIndex(test)).find((found) => found >= 0) ?? -1;
  }

  const elements = [...document.querySelectorAll(css)];
  const boxed = elements.filter((element) => element.getClientRects().length > 0);
  const element = boxed.find((candidate) => id(candidate) >= 0) ?? boxed[0];
  if (!element) return { id: null, direction: null };
  const found = id(element);
  if (found >= 0) return { id: String(found), direction: "here" };
  const rect = element.getClientRects()[0];
  const centre = rect.top + rect.height / 2;
  const direction = centre < 0 ? "up" : centre >= innerHeight ? "down" : "here";
  return { id: null, direction };
}
