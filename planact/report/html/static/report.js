// The report's page: which episodes the list shows, and what is open. Addresses after the # say
// what: nothing for the list, #episode/CELL/TASK, #compare/LEFT/RIGHT/TASK.
"use strict";

const planact = (() => {
  const find = (selector) => document.querySelector(selector);
  const rows = [...document.querySelectorAll("#list tbody tr")];
  const rowOf = new Map(rows.map((row) => [`${row.dataset.cell}/${row.dataset.task}`, row]));
  const filters = [...document.querySelectorAll("[data-filter]")];

  // ---- Episodes, loaded when they are asked for ---------------------------------------------------

  const episodes = new Map();
  const waiting = new Map();

  /** An episode's script calls this. */
  function loaded(cell, task, episode) {
    waiting.get(`${cell}/${task}`)?.(episode);
  }

  function load(cell, task) {
    const key = `${cell}/${task}`;
    if (!rowOf.has(key)) return Promise.resolve(null);
    if (!episodes.has(key)) {
      episodes.set(key, new Promise((resolve) => {
        waiting.set(key, resolve);
        const script = document.createElement("script");
        script.src = `report/${key}.js`;
        script.onerror = () => {
          episodes.delete(key);
          resolve({ head: `<p class="error">${script.src} cannot be read</p>`, rounds: [] });
        };
        document.head.append(script);
      }));
    }
    return episodes.get(key);
  }

  // ---- The list -----------------------------------------------------------------------------------

  function shows(row) {
    return filters.every(({ value, dataset: { filter } }) => {
      if (!value) return true;
      if (filter === "text") return row.textContent.toLowerCase().includes(value.trim().toLowerCase());
      if (filter === "labels") return row.dataset.labels.split("|").includes(value);
      return row.dataset[filter] === value;
    });
  }

  function filter() {
    for (const row of rows) row.hidden = !shows(row);
    const shown = rows.filter((row) => !row.hidden);
    const solved = shown.filter((row) => row.dataset.result === "solved").length;
    const rate = shown.length ? ` (${(100 * solved / shown.length).toFixed(1)} %)` : "";
    const all = shown.length === rows.length ? "" : ` of ${rows.length}`;
    find("#count").textContent = `${shown.length}${all}, ${solved} solved${rate}`;
  }

  function sort(header) {
    const { sort: key } = header.dataset;
    const down = header.getAttribute("aria-sort") === "ascending";
    for (const other of document.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const value = (row) => row.dataset[key];
    rows.sort((a, b) => (down ? -1 : 1) * (value(a) - value(b) || value(a).localeCompare(value(b))));
    find("#list tbody").append(...rows);
  }

  // ---- One episode, and two side by side ----------------------------------------------------------

  function element(name, className, html = "") {
    const made = document.createElement(name);
    made.className = className;
    made.innerHTML = html;  // rendered and escaped when the report was written
    return made;
  }

  async function showEpisode(cell, task) {
    const episode = await load(cell, task);
    if (!episode || location.hash !== `#episode/${cell}/${task}`) return;
    find("#head").innerHTML = episode.head;
    find("#rounds").replaceChildren(...episode.rounds.map((html) => element("article", "round", html)));
    scrollTo(0, 0);
  }

  async function showPair(left, right, task) {
    const pair = await Promise.all([load(left, task), load(right, task)]);
    if (location.hash !== `#compare/${left}/${right}/${task}`) return;
    const none = { head: "<p>This cell has no episode of the task.</p>", rounds: [] };
    const [one, other] = pair.map((episode) => episode ?? none);
    const lines = [element("div", "head", one.head), element("div", "head", other.head)];
    for (let i = 0; i < Math.max(one.rounds.length, other.rounds.length); i += 1) {
      for (const { rounds } of [one, other]) lines.push(element("article", "round", rounds[i]));
    }
    find("#pairs").replaceChildren(...lines);
  }

  const MARKS = { solved: "✓", failed: "✗", error: "!" };

  /** The tasks that both cells tried, those first in which they differ. */
  function offerTasks(left, right, chosen) {
    const groups = { "only left": [], "only right": [], both: [], neither: [] };
    for (const row of rows.filter(({ dataset }) => dataset.cell === left)) {
      const other = rowOf.get(`${right}/${row.dataset.task}`);
      if (!other) continue;
      const [a, b] = [row, other].map(({ dataset }) => dataset.result);
      const [solved, too] = [a, b].map((result) => result === "solved");
      const group = solved === too ? (solved ? "both" : "neither") : `only ${solved ? "left" : "right"}`;
      const option = new Option("", row.dataset.task, false, row.dataset.task === chosen);
      const intent = row.querySelector(".intent").textContent;
      option.textContent = `${MARKS[a]} ${MARKS[b]}  ${row.dataset.task}  ${intent.slice(0, 100)}`;
      groups[group].push(option);
    }
    find("#task").replaceChildren(...Object.entries(groups).map(([label, options]) => {
      const group = document.createElement("optgroup");
      group.label = `solved by ${label} (${options.length})`;
      group.append(...options);
      return group;
    }));
  }

  function compare() {
    const [left, right, task] = ["#left", "#right", "#task"].map((id) => find(id).value);
    location.hash = `#compare/${left}/${right}/${task}`;
  }

  // ---- What is open -------------------------------------------------------------------------------

  let scrolled = 0;

  function open() {
    const [view, ...names] = location.hash.slice(1).split("/");
    if (!find("#overview").hidden) scrolled = scrollY;
    find("#overview").hidden = ["episode", "compare"].includes(view);
    find("#episode").hidden = view !== "episode";
    find("#compare").hidden = view !== "compare";
    if (view === "episode") {
      showEpisode(...names);
    } else if (view === "compare") {
      const [left = find("#left").value, right = find("#right").value, task = ""] = names;
      find("#left").value = left;
      find("#right").value = right;
      offerTasks(left, right, task);
      if (task && task === find("#task").value) showPair(left, right, task);
      else if (find("#task").value) compare();
      else find("#pairs").replaceChildren();
    } else {
      scrollTo(0, scrolled);
    }
  }

  // ---- Keys ---------------------------------------------------------------------------------------

  function toRound(delta) {
    const tops = [...document.querySelectorAll("main:not([hidden]) .round")]
      .map((round) => round.getBoundingClientRect().top + scrollY - 12);
    const here = tops.filter((top) => top <= scrollY + 2).length - 1;
    const isOn = here >= 0 && Math.abs(tops[here] - scrollY) <= 2;
    const next = delta > 0 ? here + 1 : here - (isOn ? 1 : 0);
    scrollTo(0, next < 0 ? 0 : tops[Math.min(next, tops.length - 1)] ?? 0);
  }

  function toEpisode(delta) {
    const [, cell, task] = location.hash.slice(1).split("/");
    const shown = rows.filter((row) => !row.hidden);
    const here = shown.indexOf(rowOf.get(`${cell}/${task}`));
    const next = shown[here + delta];
    if (next) location.hash = `#episode/${next.dataset.cell}/${next.dataset.task}`;
  }

  const KEYS = {
    j: () => toRound(1),
    k: () => toRound(-1),
    n: () => !find("#episode").hidden && toEpisode(1),
    p: () => !find("#episode").hidden && toEpisode(-1),
    Escape: () => { location.hash = ""; },
    "/": () => find("[data-filter=text]").focus(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.key in KEYS)) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  for (const input of filters) input.addEventListener("input", filter);
  find("#clear").addEventListener("click", () => {
    for (const input of filters) input.value = "";
    filter();
  });
  for (const header of document.querySelectorAll("[data-sort]")) {
    header.addEventListener("click", () => sort(header));
  }
  find("#list tbody").addEventListener("click", ({ target }) => {
    if (!target.closest("a")) target.closest("tr").querySelector("a").click();
  });
  find("#left").addEventListener("change", compare);
  find("#right").addEventListener("change", compare);
  find("#task").addEventListener("change", compare);
  addEventListener("hashchange", open);
  filter();
  open();
  return { loaded };
})();
