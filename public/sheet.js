// A long list is saved with a line that says how far it is, and can be stopped. Without this its link is a plain download.
const QUOTE = 34;
const NEWLINE = 10;
const box = document.getElementById('liste-yol');
const panel = box.querySelector('div');
const bar = box.querySelector('progress');
const count = panel.querySelector('p');
const stop = box.querySelector('button');
const status = box.querySelector('[role=status]');
let running;

const spoken = (number) => number.toLocaleString(document.documentElement.lang);

/** Counts rows over the pieces of a file; a line may end inside of a quoted cell. */
function counter() {
  let isQuoted = false;
  let lines = 0;
  return (piece) => {
    for (const byte of piece) {
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === NEWLINE && !isQuoted) lines += 1;
    }
    return Math.max(0, lines - 1);
  };
}

function save(pieces, answer) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(pieces, { type: answer.headers.get('content-type') }));
  link.download = answer.headers.get('content-disposition').match(/filename="([^"]+)"/)[1];
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function fetchList(href, signal) {
  const answer = await fetch(href, { redirect: 'manual', signal });
  // Asked to prove oneself, or refused: the browser goes there itself.
  if (!answer.ok) return location.assign(href);
  const rows = Number(answer.headers.get('x-rows'));
  const counted = counter();
  const pieces = [];
  bar.max = Math.max(1, rows);
  bar.value = 0;
  panel.hidden = false;
  status.textContent = box.dataset.busy;
  for (const reader = answer.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    bar.value = counted(value);
    count.textContent = `${spoken(bar.value)} / ${spoken(rows)}`;
  }
  save(pieces, answer);
  status.textContent = box.dataset.done;
}

stop.addEventListener('click', () => running?.abort());
for (const link of document.querySelectorAll('[data-sheet] a')) {
  link.addEventListener('click', async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (running) return;
    running = new AbortController();
    link.setAttribute('aria-busy', 'true');
    try {
      await fetchList(link.href, running.signal);
    } catch {
      status.textContent = running.signal.aborted ? box.dataset.stopped : box.dataset.failed;
    }
    // What had the focus goes: it returns to where it began.
    if (panel.contains(document.activeElement)) link.focus();
    panel.hidden = true;
    link.removeAttribute('aria-busy');
    running = undefined;
  });
}
