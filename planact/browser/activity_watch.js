// Runs at the start of every document: notes when the page last changed and whether it is leaving.
(() => {
  if (window !== window.top) return;
  const activity = {
    changed: performance.now(), // last change of the DOM or of a scroll position
    leaving: false, // a navigation to another document has begun
    scrolls: 0,
    wheels: 0,
    wheelTaken: false, // the page handled the last wheel itself
    touched: new Set(), // nodes changed since the page was last quiet
    restless: new WeakSet(), // nodes that never stop changing, such as clocks
  };
  window[Symbol.for("planact.activity")] = activity;
  new MutationObserver((records) => {
    for (const { target } of records) {
      if (activity.restless.has(target)) continue;
      activity.changed = performance.now();
      activity.touched.add(target);
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  window.navigation?.addEventListener("navigate", (event) => {
    activity.changed = performance.now();
    if (!event.destination.sameDocument && event.downloadRequest === null) activity.leaving = true;
  });
  document.addEventListener("scroll", () => {
    activity.changed = performance.now();
    activity.scrolls += 1;
  }, { capture: true, passive: true });
  window.addEventListener("wheel", (event) => {
    activity.wheels += 1;
    activity.wheelTaken = event.defaultPrevented;
  }, { passive: true });
})();
