// Small comforts; every page works without them.
if ('serviceWorker' in navigator) addEventListener('load', () => navigator.serviceWorker.register('/sw.js'));

// A form is sent once; its button shows that the answer is on its way.
addEventListener('submit', (event) => {
  const form = event.target;
  // What opens a tab of its own may be sent again.
  if (event.defaultPrevented || form.method !== 'post' || event.submitter?.formTarget) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = '1';
  event.submitter?.setAttribute('aria-busy', 'true');
});
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  // An island left it, still waiting for what came next.
  if ('left' in document.body.dataset) return location.reload();
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  for (const button of document.querySelectorAll('button[aria-busy]')) button.removeAttribute('aria-busy');
});

// Menus close on Escape and on a tap elsewhere, and give the focus back.
const menus = () => document.querySelectorAll('details[name][open]');
addEventListener('click', (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
});

// Where the reader stands is asked for after a tap only. It opens an address, to two decimals (a kilometre is near enough, and no
// address of a home gets into a log), or fills two fields of the form.
for (const box of document.querySelectorAll('[data-position]')) {
  const [button, status] = [box.querySelector('button'), box.querySelector('[role=status]')];
  const words = button.querySelector('span');
  const label = words.textContent;
  const { position, waiting, refused, done } = box.dataset;
  const rest = (text) => {
    button.ariaBusy = null;
    words.textContent = label;
    status.textContent = text;
  };
  const found = ({ coords: { latitude, longitude } }) => {
    rest(done ?? '');
    if (position) return location.assign(`${position}${latitude.toFixed(2)},${longitude.toFixed(2)}`);
    const fields = box.closest('form').elements;
    fields['input[lat]'].value = latitude.toFixed(5);
    fields['input[lon]'].value = longitude.toFixed(5);
    fields['input[lon]'].dispatchEvent(new Event('input', { bubbles: true }));
  };
  button.addEventListener('click', () => {
    if (button.ariaBusy) return;
    button.ariaBusy = 'true';
    words.textContent = waiting;
    navigator.geolocation.getCurrentPosition(found, () => rest(refused), { timeout: 20000 });
  });
  box.hidden = false;
}

// The chosen one of a row that is longer than the screen comes into sight, where the style sheet alone does not bring it.
for (const row of document.querySelectorAll('.scroll-x')) {
  const here = row.querySelector(':scope > [aria-current]');
  if (here) row.scrollLeft = Math.max(row.scrollLeft, here.offsetLeft + here.offsetWidth + 16 - row.clientWidth);
}

// Of some things only so many are chosen: the next one cannot be ticked.
for (const mark of document.querySelectorAll('[data-most]')) {
  const ticks = [...mark.closest('form').elements].filter((field) => field.type === 'checkbox');
  const bound = () => {
    const full = ticks.filter((tick) => tick.checked).length >= mark.dataset.most;
    for (const tick of ticks) tick.disabled = full && !tick.checked;
  };
  for (const tick of ticks) tick.addEventListener('change', bound);
  addEventListener('pageshow', bound);
}

// The summary of a refused form names its fields, in the order of the form. A form without one shows its first refused field.
const summary = document.querySelector('#form-errors ul');
const target = (line) => document.getElementById(line.firstElementChild.hash.slice(1));
const nameOf = (field) => {
  // The label of a choice names one of several; the group has a legend. A row of fields is named by its legend and theirs.
  const legend = field.closest('fieldset')?.querySelector('legend');
  const isChoice = ['radio', 'checkbox'].includes(field.type);
  const names = [legend, isChoice && legend ? null : field.labels?.[0]];
  return names.map((name) => name?.firstChild?.textContent.trim()).filter(Boolean).join(', ');
};
for (const line of summary?.children ?? []) {
  const field = target(line);
  const name = field && nameOf(field);
  if (name) line.firstElementChild.prepend(`${name}: `);
}
const isAfter = (one, other) => one && other && one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING;
summary?.append(...[...summary.children].sort((one, other) => (isAfter(target(one), target(other)) ? 1 : -1)));
if (!document.getElementById('form-errors')) document.querySelector('main [aria-invalid=true]')?.focus();
