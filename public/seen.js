// The workshops that a visitor has looked at, in this browser alone: nothing of it goes to the server, and nothing is kept before the
// switch on the page about cookies is on.
const KEY = 'bakilan-ustalar';
const MOST = 8;

/** What is kept; nothing at all while the switch is off. */
function kept() {
  try {
    const list = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

/** A browser that keeps nothing, or has no room, simply remembers nothing. */
function keep(list) {
  try {
    if (list) localStorage.setItem(KEY, JSON.stringify(list));
    else localStorage.removeItem(KEY);
  } catch {
    return;
  }
}

const page = document.querySelector('[data-seen-slug]');
if (page && kept()) {
  const { seenSlug: slug, seenName: name, seenPlace: place } = page.dataset;
  keep([{ slug, name, place }, ...kept().filter((one) => one.slug !== slug)].slice(0, MOST));
}

const shown = document.querySelector('[data-seen-list]');
if (shown && kept()?.length) {
  const rows = kept().map(({ slug, name, place }) => {
    const row = shown.querySelector('template').content.firstElementChild.cloneNode(true);
    const link = row.querySelector('a');
    link.href = `/usta/${encodeURIComponent(slug)}`;
    link.textContent = name;
    row.querySelector('span').textContent = place;
    return row;
  });
  shown.querySelector('ul').replaceChildren(...rows);
  shown.querySelector('button').addEventListener('click', () => {
    keep([]);
    shown.hidden = true;
  });
  shown.hidden = false;
}

const box = document.querySelector('[data-seen-switch]');
if (box) {
  const input = box.querySelector('input');
  input.checked = Boolean(kept());
  input.addEventListener('change', () => keep(input.checked ? [] : undefined));
  box.hidden = false;
}
