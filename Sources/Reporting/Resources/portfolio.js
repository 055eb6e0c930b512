"use strict";
// Searches, filters and sorts the accounts. Rows are made, escaped, by the program that wrote the page.
(() => {
  const body = document.getElementById("accounts");
  const all = JSON.parse(document.getElementById("data").textContent);
  const written = Array.from(body.rows, (row) => row.outerHTML);
  all.forEach((one, place) => {
    one.place = place;
    one.row ??= written[place];
    one.text = one.text.toLowerCase();
  });
  const [search, group, order] = ["search", "group", "order"].map((id) => document.getElementById(id));
  const [note, more] = ["shown", "more"].map((id) => document.getElementById(id));
  const idle = Array.from(document.querySelectorAll(".names li"), (one) => one.textContent);
  const natural = new Intl.Collator("en", { numeric: true });
  const step = 100;
  let count = step;
  let found = all;

  const wanted = () => search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const show = () => {
    body.innerHTML = found.slice(0, count).map((one) => one.row).join("");
    const shown = Math.min(count, found.length);
    const words = wanted();
    const quiet = words.length === 0 || group.value !== "" ? []
      : idle.filter((name) => words.every((word) => name.toLowerCase().includes(word)));
    const some = quiet.slice(0, 3).join(", ") + (quiet.length > 3 ? ` and ${quiet.length - 3} more` : "");
    note.textContent = (found.length > 0
      ? `${shown} of ${found.length} account${found.length === 1 ? "" : "s"}.`
      : quiet.length > 0 ? "No account with orders is like that." : "No account is like that.")
      + (quiet.length > 0 ? ` Without an order in any window: ${some}.` : "");
    more.hidden = shown === found.length;
  };
  const choose = () => {
    const words = wanted();
    found = all.filter((one) => words.every((word) => one.text.includes(word))
      && (group.value === "" || (group.value === "worse" ? one.worse : one.group === group.value)));
    if (order.value === "account") found.sort((a, b) => natural.compare(a.name, b.name) || a.place - b.place);
    else if (order.value !== "") found.sort((a, b) => b[order.value] - a[order.value] || a.place - b.place);
    count = step;
    show();
  };
  search.addEventListener("input", choose);
  group.addEventListener("change", choose);
  order.addEventListener("change", choose);
  more.addEventListener("click", () => { count += step; show(); });
  document.getElementById("controls").hidden = false;
  more.hidden = all.length <= step;
})();
