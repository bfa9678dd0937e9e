// Resolves when the document has been quiet for quietMs, or after ceilingMs.
// Returns {leaving, status}: whether another document is on its way, and this one's HTTP status.
// What still changed at the ceiling is not waited for again.
({ quietMs, ceilingMs }) => new Promise((resolve) => {
  const activity = window[Symbol.for("planact.activity")];
  const started = performance.now();
  const look = () => {
    const now = performance.now();
    const quietFor = now - Math.max(activity?.changed ?? 0, started);
    const quiet = quietFor >= quietMs && document.readyState !== "loading";
    if (!quiet && now - started < ceilingMs) {
      setTimeout(look, Math.max(quietMs - quietFor, 5));
      return;
    }
    if (!quiet) activity?.touched.forEach((node) => activity.restless.add(node));
    activity?.touched.clear();
    const [{ responseStatus } = {}] = performance.getEntriesByType("navigation");
    const status = location.protocol.startsWith("http") && responseStatus ? responseStatus : null;
    resolve({ leaving: activity?.leaving ?? false, status });
  };
  setTimeout(look, quietMs);
})
