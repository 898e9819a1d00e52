"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = JSON.parse(document.getElementById("words").textContent);

  // Filters: a finding is shown where its severity is ticked and its rule chosen.
  for (const review of all(".review")) {
    const boxes = all("input[name=severity]", review);
    const rule = review.querySelector("select[name=rule]");
    const told = review.querySelector("[role=status]");
    if (!rule) continue;
    const apply = () => {
      const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
      const shows = (item) => severities.has(item.dataset.severity) && (!rule.value || item.dataset.rule === rule.value);
      const notes = all(".note", review);
      for (const note of notes) note.hidden = !shows(note);
      for (const mark of all(".mark", review)) mark.classList.toggle("is-off", !mark.dataset.ids.split(" ").some((id) => !document.getElementById("note-" + id)?.hidden));
      told.textContent = words.shown.replace("{shown}", notes.filter((note) => !note.hidden).length).replace("{all}", notes.length);
    };
    [...boxes, rule].forEach((control) => control.addEventListener("change", apply));
    apply();
  }

  // A mark and its note light up together, wherever the focus or a click goes.
  const light = (id) => {
    all(".is-on").forEach((item) => item.classList.remove("is-on"));
    document.getElementById("note-" + id)?.classList.add("is-on");
    all(".mark").filter((mark) => mark.dataset.ids.split(" ").includes(id)).forEach((mark) => mark.classList.add("is-on"));
  };
  const show = (element) => element?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce), (max-width: 60rem)").matches ? "instant" : "smooth" });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark");
    const back = event.target.closest(".note .place");
    if (!mark && !back) return;
    event.preventDefault();
    const id = mark ? mark.dataset.ids.split(" ").find((one) => !document.getElementById("note-" + one)?.hidden) ?? mark.dataset.ids.split(" ")[0] : back.closest(".note").dataset.id;
    const target = mark ? document.getElementById("note-" + id) : document.getElementById("mark-" + id);
    light(id);
    show(target);
    target?.focus({ preventScroll: true });
    history.replaceState(null, "", "#" + target?.id);
  });

  // J and K go from finding to finding.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || !["j", "k"].includes(event.key)) return;
    const notes = all(".note").filter((note) => !note.hidden);
    if (!notes.length) return;
    const at = notes.findIndex((note) => note.classList.contains("is-on"));
    const next = notes[event.key === "j" ? Math.min(at + 1, notes.length - 1) : Math.max(at - 1, 0)];
    light(next.dataset.id);
    next.scrollIntoView({ block: "nearest" });
    show(document.getElementById("mark-" + next.dataset.id));
    next.focus({ preventScroll: true });
  });

  // A cell of the matrix opens the statements behind it.
  const line = (list, name, text) => {
    if (!text) return;
    const [term, detail] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = name;
    detail.textContent = text;
    list.append(term, detail);
  };
  for (const section of all(".coverage")) {
    const panel = section.querySelector(".evidence");
    const data = JSON.parse(section.querySelector("script[type='application/json']").textContent);
    const row = document.createElement("tr");
    const place = row.appendChild(document.createElement("td"));
    place.className = "opened";
    place.colSpan = section.querySelectorAll("thead tr > *").length;
    place.append(panel);
    const close = () => {
      const open = section.querySelector(".cell[aria-expanded=true]");
      open?.setAttribute("aria-expanded", "false");
      row.remove();
      open?.focus();
    };
    section.addEventListener("click", (event) => {
      const cell = event.target.closest(".cell");
      if (event.target.closest(".evidence button")) return close();
      if (!cell) return;
      if (cell.getAttribute("aria-expanded") === "true") return close();
      all(".cell[aria-expanded=true]", section).forEach((other) => other.setAttribute("aria-expanded", "false"));
      cell.setAttribute("aria-expanded", "true");
      const link = data[Number(cell.dataset.link)];
      panel.querySelector("h3").textContent = link.duty + " × " + link.unit;
      const body = panel.querySelector(".pairs");
      body.replaceChildren(...link.pairs.map((pair) => {
        const list = document.createElement("dl");
        line(list, words.duty, pair.duty);
        line(list, words.unit, pair.unit);
        line(list, words.standard, pair.standard);
        line(list, words.score, pair.score);
        return list;
      }));
      panel.hidden = false;
      cell.closest("tr").after(row);
      panel.focus({ preventScroll: true });
      panel.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
    section.addEventListener("keydown", (event) => { if (event.key === "Escape" && row.isConnected) close(); });
  }

  for (const box of all("input[name=missing]")) {
    box.addEventListener("change", () => all("tbody tr", box.closest(".standard")).forEach((row) => { row.hidden = box.checked && !row.classList.contains("is-missing"); }));
  }
  addEventListener("beforeprint", () => all("details").forEach((item) => { item.open = true; }));
  if (location.hash.startsWith("#note-")) light(location.hash.slice(6));
})();
