"use strict";
(() => {
  const boxes = [...document.querySelectorAll("main input[type=checkbox]:not(:disabled)")];
  const key = "runbook:" + location.pathname + ":";
  const store = {
    get(id) { try { return localStorage.getItem(key + id); } catch { return null; } },
    set(id, on) { try { on ? localStorage.setItem(key + id, "1") : localStorage.removeItem(key + id); } catch { /* kept by nobody */ } },
  };
  const progress = document.querySelector(".progress");
  const count = () => {
    if (progress) progress.firstElementChild.textContent = boxes.filter(b => b.checked).length + " ticked, in this browser only. ";
  };
  for (const box of boxes) {
    box.checked = store.get(box.id) === "1";
    box.addEventListener("change", () => { store.set(box.id, box.checked); count(); });
  }
  if (progress && boxes.length) {
    progress.hidden = false;
    progress.querySelector("button").addEventListener("click", () => {
      for (const box of boxes) { box.checked = false; store.set(box.id, false); }
      count();
    });
    count();
  }
  for (const pre of document.querySelectorAll("pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const text = pre.querySelector("code").textContent.replace(/\n$/, "");
      try { await navigator.clipboard.writeText(text); button.textContent = "Copied"; }
      catch {
        const range = document.createRange();
        range.selectNodeContents(pre.querySelector("code"));
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        button.textContent = "Selected";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    pre.prepend(button);
    const code = pre.querySelector("code");
    const reach = () => { if (code.scrollWidth > code.clientWidth) code.tabIndex = 0; else code.removeAttribute("tabindex"); };
    addEventListener("resize", reach);
    reach();
  }
  for (const scroll of document.querySelectorAll(".scroll")) {
    const first = scroll.querySelector(".box").getBoundingClientRect();
    scroll.scrollLeft = first.left + first.width / 2 - scroll.getBoundingClientRect().left - scroll.clientWidth / 2;
  }
  const toc = document.querySelector("nav details");
  if (toc && matchMedia("(min-width: 62rem)").matches) toc.open = true;
  const search = document.getElementById("search");
  if (search) {
    const pages = JSON.parse(document.getElementById("pages").textContent);
    const lower = pages.map(page => page.toLowerCase());
    const entries = [...document.querySelectorAll("#found > li")];
    const none = document.getElementById("none");
    const plain = entries.map(entry => entry.querySelector("p").textContent);
    // Where the first of the words stands in the page, with a few others around it.
    const tell = (entry, at, words) => {
      const said = entry.querySelector("p");
      const text = pages[at];
      const found = words.length ? text.toLowerCase().indexOf(words[0]) : -1;
      if (found < 0) { said.textContent = plain[at]; return; }
      const begin = Math.max(0, text.lastIndexOf(" ", Math.max(0, found - 60)));
      const mark = document.createElement("mark");
      mark.textContent = text.substr(found, words[0].length);
      const end = text.indexOf(" ", found + words[0].length + 80);
      said.replaceChildren((begin ? "…" : "") + text.slice(begin, found), mark,
        text.slice(found + words[0].length, end < 0 ? undefined : end) + (end < 0 ? "" : "…"));
    };
    const look = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      entries.forEach((entry, at) => {
        const fits = words.every(word => lower[at].includes(word));
        entry.hidden = !fits;
        if (fits) tell(entry, at, words);
        shown += fits ? 1 : 0;
      });
      none.hidden = shown > 0;
    };
    search.addEventListener("input", look);
    look();
  }
})();
