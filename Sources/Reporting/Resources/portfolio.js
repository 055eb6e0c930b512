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
  const step = 100;
  let count = step;
  let found = all;

  const show = () => {
    body.innerHTML = found.slice(0, count).map((one) => one.row).join("");
    const shown = Math.min(count, found.length);
    note.textContent = found.length === 0 ? "No account is like that."
      : `${shown} of ${found.length} account${found.length === 1 ? "" : "s"}.`;
    more.hidden = shown === found.length;
  };
  const choose = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    found = all.filter((one) => words.every((word) => one.text.includes(word))
      && (group.value === "" || (group.value === "worse" ? one.worse : one.group === group.value)));
    if (order.value === "account") found.sort((a, b) => a.text < b.text ? -1 : a.text > b.text ? 1 : 0);
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
