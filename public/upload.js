// Files on their way: how far they are, a way to stop them, and what is wrong when something is, with the form as it was. Photos of
// a gallery are made smaller first, go one by one, and are put into another order by dragging. Without this a form sends its files as
// they are, and buttons move the photos.
const { isChanged } = await import(`./fields.js${new URL(import.meta.url).search}`);
const LONGEST = 1600;
// Who has to prove first who they are is led there by the form itself, as without a script.
const DOORS = ['unauthenticated', 'step_up'];
const WRONG = ['rounded-box', 'bg-error-soft', 'text-error-ink', 'px-4', 'py-3'];
const gallery = document.getElementById('galeri');

/** Says it below the bar; what is wrong looks like it. */
function say(line, text, isWrong = false) {
  const status = line.querySelector('[role=status]');
  status.textContent = text;
  for (const look of WRONG) status.classList.toggle(look, isWrong);
}

/** What no canvas can read goes as it is: the server says what is wrong with it. */
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = LONGEST / Math.max(picture.width, picture.height);
    if (scale >= 1) return file;
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return (await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.92))) ?? file;
  } catch {
    return file;
  }
}

/** Comes to the place to go on to, to what the server says against it, or to having been stopped. */
function send(action, body, line, tell) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const lost = () => done({ error: { message: line.dataset.lost }, lost: true });
    request.open('POST', action);
    request.setRequestHeader('accept', 'application/json');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => tell(total ? loaded / total : 0));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) return done({ place: request.getResponseHeader('location') });
      if (request.response) done({ error: request.response });
      else lost();
    });
    request.addEventListener('error', lost);
    request.addEventListener('abort', () => done({ stopped: true }));
    line.querySelector('button').onclick = () => request.abort();
    request.send(body);
  });
}

/** The gallery as it is now, and what was said about it. */
async function show(line, text, isWrong) {
  const page = await (await fetch(location.pathname)).text();
  const now = new DOMParser().parseFromString(page, 'text/html').getElementById('galeri');
  if (!now) return location.reload();
  gallery.replaceChildren(...now.childNodes);
  say(line, text, isWrong);
}

/** Whether somebody writes in another form meanwhile: what is typed there would go with the page. */
const isTyping = (form) =>
  [...document.querySelectorAll('main :is(input:not([type=hidden], [type=file]), textarea, select)')].some(
    (field) => field.form && field.form !== form && isChanged(field),
  );

/** The form while its files go: a bar, a button to stop, and nothing to send twice. */
function busy(form, line, is) {
  const button = form.querySelector('[type=submit]:not([tabindex])');
  button.disabled = is;
  button.ariaBusy = is ? 'true' : null;
  line.firstElementChild.hidden = !is;
}

async function photos(form, line, files) {
  const bar = line.querySelector('progress');
  const refused = [];
  let last = {};
  for (const [place, file] of files.entries()) {
    say(line, `${line.dataset.sending} ${place + 1} / ${files.length}`);
    const body = new FormData();
    body.append('photo', await smaller(file), file.name);
    last = await send(form.action, body, line, (share) => (bar.value = (place + share) / files.length));
    if (last.stopped) break;
    if (last.error) refused.push(last.error.fields?.photo?.message ?? `${file.name} ${last.error.message}`);
  }
  // What did not go for want of a line, or was held back, is still chosen.
  if (!last.stopped && !last.lost) form.reset();
  if (last.stopped) refused.push(line.dataset.stopped);
  // Without a line there is no gallery to be had either.
  const said = refused.join('\n') || line.dataset.done;
  const isWrong = refused.length > 0;
  await show(line, said, isWrong).catch(() => say(line, said, isWrong));
}

async function paper(form, line, file) {
  const bar = line.querySelector('progress');
  say(line, `${line.dataset.sending} ${file.name}`);
  for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
  const { place, error, stopped } = await send(form.action, new FormData(form), line, (share) => (bar.value = share));
  if (stopped) return say(line, line.dataset.stopped);
  if (!error && isTyping(form)) {
    form.reset();
    return say(line, line.dataset.done);
  }
  if (!error) return location.assign(place ?? location.href);
  if (DOORS.includes(error.code)) return form.submit();
  const fields = Object.entries(error.fields ?? {});
  say(line, [error.message, ...fields.map(([, field]) => field.message)].join('\n'), true);
  const wrong = fields.map(([name]) => form.elements[name]).filter(Boolean);
  for (const field of wrong) field.setAttribute('aria-invalid', 'true');
  wrong[0]?.focus();
}

async function up(event, line) {
  const form = event.target;
  const files = [...form.querySelector('[type=file]').files];
  if (!files.length) return;
  event.preventDefault();
  // What was said about the last one is over.
  for (const old of document.querySelectorAll('[data-said]')) old.remove();
  form.querySelector('#form-errors')?.remove();
  line.querySelector('progress').value = 0;
  busy(form, line, true);
  await ('photos' in line.dataset ? photos(form, line, files) : paper(form, line, files[0]));
  busy(form, line, false);
}
for (const line of document.querySelectorAll('[data-upload]')) {
  line.closest('form').addEventListener('submit', (event) => up(event, line));
}

let dragged;
gallery?.addEventListener('dragstart', (event) => {
  dragged = event.target.closest('li');
});
gallery?.addEventListener('dragover', (event) => {
  if (dragged) event.preventDefault();
});
gallery?.addEventListener('drop', async (event) => {
  const onto = event.target.closest('li');
  if (!dragged || !onto || onto === dragged) return;
  event.preventDefault();
  const line = document.querySelector('[data-photos]');
  const place = [...onto.parentElement.children].indexOf(onto) + 1;
  const body = new URLSearchParams({ 'input[photo_id]': dragged.id.replace('foto-', ''), 'input[to]': place });
  dragged = undefined;
  const { error } = await send('/api/mechanics/move_photo', body, line, () => {});
  await show(line, error?.message ?? '', Boolean(error)).catch(() => {});
});
