// A page that lies open looks at itself again when the server hints that something changed, and whenever it is seen again. What the
// reader is in the middle of stays as it is: then a line offers the new state instead.
const { isChanged } = await import(`./fields.js${new URL(import.meta.url).search}`);
const QUIET = 400;
const bar = () => document.querySelector('[data-hints]');
const parts = (page) => [...page.querySelectorAll('[data-fresh]')];
let stream;
let waiting;

// What the reader has opened stays open; what the page opens by itself would be open again.
addEventListener('click', (event) => {
  const fold = event.target.closest?.('summary')?.parentElement;
  if (fold) fold.dataset.touched = '1';
});
const busy = () =>
  parts(document).some(
    (part) =>
      part.contains(document.activeElement) ||
      part.querySelector('leptos-island, dialog[open], details[data-touched][open], :popover-open, form[data-sent]') ||
      [...part.querySelectorAll('input:not([type=hidden]), textarea, select')].some(isChanged),
  );
const offer = () => {
  bar().hidden = false;
};

async function look() {
  waiting = undefined;
  if (busy()) return offer();
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!answer.ok || answer.redirected) return offer();
    const fresh = parts(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    const old = parts(document);
    if (busy() || fresh.length !== old.length) return offer();
    const said = bar().dataset.said;
    old.forEach((part, index) => part.replaceWith(fresh[index]));
    const status = document.querySelector('[data-fresh-said]');
    setTimeout(() => (status.textContent = said), QUIET);
  } catch {
    // No line just now: the stream comes back with it, and looks again.
  }
}
const lookSoon = () => {
  waiting ??= setTimeout(look, QUIET);
};

function open() {
  if (stream || document.hidden) return;
  let missed = false;
  stream = new EventSource(bar().dataset.hints);
  stream.addEventListener('degisti', lookSoon);
  // While the line was down hints went by.
  stream.addEventListener('open', () => missed && lookSoon());
  stream.addEventListener('error', () => {
    missed = true;
    // Refused: the session is over, or too many windows are open. The next sight of this window asks again.
    if (stream?.readyState === EventSource.CLOSED) stream = undefined;
  });
}
function close() {
  stream?.close();
  stream = undefined;
}

// A window nobody sees holds no line.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return close();
  lookSoon();
  open();
});
addEventListener('pagehide', close);
addEventListener('pageshow', (event) => event.persisted && (lookSoon(), open()));
open();
