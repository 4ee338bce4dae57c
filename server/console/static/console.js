"use strict";
// Keys, liveness and running times of the desk's page; everything else is HTML from the server.

(() => {
  const SILENCE_MS = 12000;
  const HIDDEN_GRACE_MS = 10000;
  const ARMED_MS = 4000;
  const PART = /data-digest="([0-9a-f]+)"/;

  let source = null;
  let lastSign = performance.now();
  let clockOffset = 0;
  let hiddenTimer = 0;

  const live = () => document.getElementById("live");
  const hallNow = () => performance.now() + clockOffset;

  // Connection.

  function showStale(isStale) {
    const banner = document.getElementById("stale");
    if (banner) banner.hidden = !isStale;
    document.body.classList.toggle("is-stale", isStale);
    document.body.classList.toggle("is-live", !isStale);
  }

  function sign(event) {
    lastSign = performance.now();
    if (event && event.data) clockOffset = Number(event.data) - performance.now();
    showStale(false);
  }

  function refresh() {
    const target = live();
    if (!target || !target.hasAttribute("sse-connect")) return;
    lastSign = performance.now();
    htmx.ajax("GET", location.pathname, { target, swap: "outerHTML", select: "#live" });
  }

  document.addEventListener("htmx:sseOpen", (event) => {
    source = event.detail.source;
    source.addEventListener("beat", sign);
    sign();
  });
  document.addEventListener("htmx:sseClose", (event) => {
    if (event.detail.type === "message") source = null;
  });
  document.addEventListener("htmx:sseError", () => showStale(true));
  document.addEventListener("htmx:sseMessage", () => sign());

  // A browser allows six connections per host over HTTP/1.1: hidden tabs give theirs back.
  document.addEventListener("visibilitychange", () => {
    window.clearTimeout(hiddenTimer);
    if (document.hidden) {
      hiddenTimer = window.setTimeout(() => {
        if (source) source.close();
        source = null;
      }, HIDDEN_GRACE_MS);
    } else if (source === null || source.readyState === EventSource.CLOSED) {
      refresh();
    }
  });

  // Parts: one that is the same is not redrawn, so focus and reading position stay.

  function isSame(target, html) {
    const shown = target.querySelector("[data-digest]");
    const found = PART.exec(html);
    return Boolean(shown && found && shown.dataset.digest === found[1]);
  }

  document.addEventListener("htmx:sseBeforeMessage", (event) => {
    if (isSame(event.target, event.detail.data)) {
      sign();
      event.preventDefault();
    }
  });
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const target = event.detail.target;
    const holder = document.createElement("div");
    holder.append(event.detail.fragment.cloneNode(true));
    if (isSame(target, holder.innerHTML)) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:sendError", () => showStale(true));
  document.addEventListener("htmx:timeout", () => showStale(true));

  // Keys: by place on the keyboard, so that they work in every layout.

  const isTyping = (element) =>
    element.isContentEditable ||
    (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && !/^(radio|checkbox)$/.test(element.type));

  function buttonFor(event) {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return null;
    if (isTyping(event.target)) return null;
    const onControl = event.target.closest("button, a, summary, input");
    if (event.code === "Space" && onControl) return null;
    // While a form is open its own keys count, and those that receive visitors rest.
    const place = document.querySelector("#panel .panel") || document;
    return place.querySelector(`button[data-code~="${event.code}"]:not(:disabled)`);
  }

  // The form of an act, in place of the queue.

  function closePanel() {
    const panel = document.getElementById("panel");
    if (!panel || !panel.firstElementChild) return false;
    panel.replaceChildren();
    return true;
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]") && closePanel()) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.code === "Escape" && closePanel()) event.preventDefault();
  });

  function isArmed(button) {
    if (!button.dataset.arm || button.classList.contains("armed")) return true;
    const label = button.querySelector(".label");
    const words = label.textContent;
    button.classList.add("armed");
    label.textContent = button.dataset.arm;
    window.setTimeout(() => {
      button.classList.remove("armed");
      label.textContent = words;
    }, ARMED_MS);
    return false;
  }

  document.addEventListener("keydown", (event) => {
    const button = buttonFor(event);
    if (!button) return;
    event.preventDefault();
    if (isArmed(button)) button.click();
  });

  // Running times.

  const two = (number) => String(number).padStart(2, "0");

  function clockText(ms) {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
    return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
  }

  function waitText(ms, words) {
    const minutes = Math.max(0, Math.floor(ms / 60000));
    if (minutes < 1) return words.minute;
    if (minutes < 60) return words.minutes.replace("{m}", minutes);
    return words.hours.replace("{h}", Math.floor(minutes / 60)).replace("{m}", two(minutes % 60));
  }

  function tick() {
    const words = live() && live().dataset;
    if (!words || document.hidden) return;
    const now = hallNow();
    for (const element of document.querySelectorAll("[data-since]")) {
      const passed = now - Number(element.dataset.since);
      const text = element.dataset.form === "clock" ? clockText(passed) : waitText(passed, words);
      if (element.textContent !== text) element.textContent = text;
    }
    for (const element of document.querySelectorAll("[data-left]")) {
      element.textContent = String(Math.max(0, Math.ceil((Number(element.dataset.left) - now) / 1000)));
    }
    for (const element of document.querySelectorAll("[data-gone]")) {
      element.hidden = now > Number(element.dataset.gone);
    }
    for (const element of document.querySelectorAll("[data-late]")) {
      element.classList.toggle("late", now > Number(element.dataset.late));
    }
    if (source && performance.now() - lastSign > SILENCE_MS) {
      showStale(true);
      refresh();
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (live()) clockOffset = Number(live().dataset.now) - performance.now();
    window.setInterval(tick, 1000);
    tick();
  });
})();
