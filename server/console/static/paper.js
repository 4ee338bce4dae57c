"use strict";
// The time without a server: the last list is kept in this browser, shown with its age, printed.

(() => {
  const KEY = "kezek-list";
  const LOST_MS = 8000;
  const USELESS_MS = 24 * 3600 * 1000;
  const EMPTY_LINES = 8;

  const sheet = () => document.getElementById("sheet");

  function read() {
    try {
      const list = JSON.parse(localStorage.getItem(KEY));
      return list && Date.now() - list.kept < USELESS_MS ? list : null;
    } catch {
      return null;
    }
  }

  function keep(event) {
    try {
      localStorage.setItem(KEY, JSON.stringify({ ...JSON.parse(event.data), kept: Date.now() }));
    } catch {
      return; // the browser's store is full or shut: there is the older list, or none
    }
    draw();
  }

  function forget() {
    localStorage.removeItem(KEY);
  }

  // The sheet.

  function put(root, name, text) {
    for (const place of root.querySelectorAll(`[data-paper="${name}"]`)) place.textContent = text;
  }

  function line(nth, row) {
    const copy = document.getElementById("sheet-row").content.cloneNode(true);
    const [number, came, service, body, ticketClass] = row || ["", "", "", "", "ordinary"];
    for (const [name, text] of Object.entries({ nth, number, came, service, body })) {
      put(copy, name, text);
    }
    for (const mark of copy.querySelectorAll("[data-class]")) {
      mark.hidden = mark.dataset.class !== ticketClass;
    }
    return copy;
  }

  function draw() {
    const place = sheet();
    const list = read();
    if (!place) return;
    place.classList.toggle("is-empty", !list);
    if (!list) return;
    for (const name of ["hall", "day", "at", "visitor", "total"]) put(place, name, list[name]);
    put(place, "desk", place.dataset.desk.replace("{d}", list.desk));
    for (const part of place.querySelectorAll("[data-if]")) {
      part.hidden = part.dataset.if === "visitor" ? !list.visitor : list.total <= list.rows.length;
    }
    const rows = list.rows.map((row, nth) => line(nth + 1, row));
    for (let nth = 1; nth <= EMPTY_LINES; nth += 1) rows.push(line(list.rows.length + nth, null));
    place.querySelector("tbody").replaceChildren(...rows);
    age();
  }

  function age() {
    const place = sheet();
    const list = place && read();
    if (!list) return;
    const minutes = Math.max(0, Math.floor((Date.now() - list.kept) / 60000));
    const words = place.dataset;
    const text = minutes < 1 ? words.minute : words.minutes.replace("{m}", minutes);
    put(place, "age", text);
  }

  // When the desk's page has lost its server it gives way to the sheet.

  let lostAt = 0;

  function watch() {
    age();
    if (!document.body.classList.contains("desk")) return;
    const isStale = document.body.classList.contains("is-stale");
    if (!isStale) lostAt = 0;
    else if (!lostAt) lostAt = performance.now();
    const isLost = isStale && performance.now() - lostAt >= LOST_MS;
    document.body.classList.toggle("on-paper", isLost && read() !== null);
  }

  document.addEventListener("htmx:sseOpen", (event) => {
    event.detail.source.addEventListener("list", keep);
    event.detail.source.addEventListener("closed", (end) => {
      if (end.data === "ended") forget();
    });
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form.leave")) forget();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
  window.addEventListener("storage", draw);
  document.addEventListener("DOMContentLoaded", () => {
    // The log-in page: whoever was here has left, from whatever page.
    if (document.querySelector("script[data-forget]")) forget();
    draw();
    window.setInterval(watch, 1000);
    const kept = document.querySelector("link[data-keep]");
    // So that the page opens from this browser's own store while no server answers.
    if (kept) fetch(kept.href).catch(() => null);
  });
})();
