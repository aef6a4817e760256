// The public page beside the form that changes it, kept up with what is typed: the form is sent to be looked at, as its own button
// would do, and nothing is saved. It stands in a frame, so that it is as wide as a phone whatever the window, and runs no script.
const QUIET = 700;
const box = document.querySelector('[data-preview]');
const action = box.dataset.preview;
const form = document.querySelector(`[formaction="${action}"]`).form;
const frame = box.querySelector('iframe');
const status = box.querySelector('[role=status]');
let running;
let timer;
let seen = false;
let stale = true;

function show(page) {
  const now = page.createElement('div');
  now.inert = true;
  now.append(...page.querySelector('main').childNodes);
  const old = frame.contentDocument?.querySelector('[inert]');
  if (old) return old.replaceWith(frame.contentDocument.adoptNode(now));
  for (const part of page.querySelectorAll('script, meta, link:not([rel=stylesheet])')) part.remove();
  page.body.replaceChildren(now);
  frame.srcdoc = `<!doctype html>${page.documentElement.outerHTML}`;
}

async function look() {
  running?.abort();
  const mine = (running = new AbortController());
  stale = false;
  try {
    const answer = await fetch(action, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      headers: { accept: 'text/html' },
      signal: mine.signal,
    });
    if (!answer.ok) throw new Error(answer.statusText);
    show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    status.textContent = '';
  } catch {
    // One that was overtaken says nothing.
    if (mine.signal.aborted) return;
    stale = true;
    status.textContent = box.dataset.failed;
  }
}

// Below a form on a phone nobody sees it: nothing is fetched before it is scrolled to.
const lookSoon = () => {
  stale = true;
  clearTimeout(timer);
  if (seen) timer = setTimeout(look, QUIET);
};
form.addEventListener('input', lookSoon);
form.addEventListener('submit', ({ submitter }) => {
  // What is looked at in a window of its own leaves this page standing.
  if (submitter?.formTarget === '_blank') return;
  clearTimeout(timer);
  running?.abort();
});
box.hidden = false;
new IntersectionObserver((changes) => {
  // A busy browser tells of several at once; the last one is how it is.
  seen = changes.at(-1).isIntersecting;
  if (seen && stale) look();
}).observe(frame);
