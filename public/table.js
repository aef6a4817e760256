// The table of prices with the keyboard: up, down and Enter go along a column, Escape takes a cell back, what is pasted from a sheet
// fills the column downwards. Changed cells are marked, and whoever leaves with changes is asked. Without this it is a plain form.
const { isChanged, restore } = await import(`./fields.js${new URL(import.meta.url).search}`);
const form = document.getElementById('fiyat-tablosu');
document.getElementById('tablo-tuslari').hidden = false;
const cellOf = (control) => control.closest('[data-cell]');
const controls = () => [...form.querySelectorAll('[data-cell] :is(input, select)')];

/** Those of the same column, from top to bottom. */
const column = (control) => controls().filter((other) => cellOf(other).dataset.cell === cellOf(control).dataset.cell);

const mark = (control) => cellOf(control).toggleAttribute('data-changed', isChanged(control));
const markAll = () => controls().forEach(mark);

form.addEventListener('input', (event) => cellOf(event.target) && mark(event.target));
form.addEventListener('change', (event) => cellOf(event.target) && mark(event.target));

form.addEventListener('keydown', (event) => {
  const control = event.target;
  if (!cellOf(control) || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.key === 'Escape') {
    restore(control);
    return mark(control);
  }
  // A list is opened and chosen from by its own arrows.
  const isList = control.tagName === 'SELECT';
  const step = { ArrowUp: isList ? 0 : -1, ArrowDown: isList ? 0 : 1, Enter: event.shiftKey ? -1 : 1 }[event.key] ?? 0;
  if (!step) return;
  event.preventDefault();
  const along = column(control);
  const next = along[along.indexOf(control) + step];
  next?.focus();
  if (next?.tagName === 'INPUT' && next.type !== 'checkbox') next.select();
});

form.addEventListener('paste', (event) => {
  const lines = event.clipboardData.getData('text').replace(/\r?\n$/, '').split(/\r?\n/);
  const control = event.target;
  if (lines.length < 2 || control.tagName !== 'INPUT' || !cellOf(control)) return;
  event.preventDefault();
  const along = column(control);
  const from = along.indexOf(control);
  lines.slice(0, along.length - from).forEach((line, place) => {
    along[from + place].value = line.split('\t')[0].trim();
    mark(along[from + place]);
  });
});

// What came back refused is not saved either.
const wasRefused = form.querySelector('[aria-invalid=true]') !== null;
let isSent = false;
form.addEventListener('submit', () => (isSent = true));
addEventListener('beforeunload', (event) => {
  if (!isSent && (wasRefused || controls().some(isChanged))) event.preventDefault();
});
// A browser that comes back to the page puts in what was typed.
addEventListener('pageshow', () => {
  isSent = false;
  markAll();
});
