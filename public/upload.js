// Photos of a workshop: made smaller before they are sent, sent one by one with a line that says how far they are, and put into
// another order by dragging. Without this the form sends them as they are, and buttons move them.
const LONGEST = 1600;
const form = document.getElementById('fotograf-gonder');
const line = document.getElementById('fotograf-yol');
const gallery = document.getElementById('galeri');

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

/** What the server says against it, or nothing. */
async function post(action, body, name = '') {
  try {
    const answer = await fetch(action, { method: 'POST', body, headers: { accept: 'application/json' } });
    if (answer.ok) return [];
    const error = await answer.json();
    return [error.fields?.photo?.message ?? `${name} ${error.message}`];
  } catch {
    return [`${name} ${line.dataset.failed}`];
  }
}

/** The gallery as it is now, and what was said against it. */
async function show(refused, otherwise = '') {
  const page = await (await fetch(location.pathname)).text();
  const now = new DOMParser().parseFromString(page, 'text/html').getElementById('galeri');
  if (!now) return location.reload();
  gallery.replaceChildren(...now.childNodes);
  line.textContent = refused.join('\n') || otherwise;
}

form.addEventListener('submit', async (event) => {
  const files = [...form.elements.photo.files];
  if (!files.length) return;
  event.preventDefault();
  const button = form.querySelector('[type=submit]');
  button.setAttribute('aria-busy', 'true');
  button.disabled = true;
  const refused = [];
  for (const [place, file] of files.entries()) {
    line.textContent = `${line.dataset.busy} ${place + 1} / ${files.length}`;
    const body = new FormData();
    body.append('photo', await smaller(file), file.name);
    refused.push(...(await post(form.action, body, file.name)));
  }
  form.reset();
  button.removeAttribute('aria-busy');
  button.disabled = false;
  await show(refused, line.dataset.done);
});

let dragged;
gallery.addEventListener('dragstart', (event) => {
  dragged = event.target.closest('li');
});
gallery.addEventListener('dragover', (event) => {
  if (dragged) event.preventDefault();
});
gallery.addEventListener('drop', async (event) => {
  const onto = event.target.closest('li');
  if (!dragged || !onto || onto === dragged) return;
  event.preventDefault();
  const place = [...onto.parentElement.children].indexOf(onto) + 1;
  const body = new URLSearchParams({ 'input[photo_id]': dragged.id.replace('foto-', ''), 'input[to]': place });
  dragged = undefined;
  await show(await post('/api/mechanics/move_photo', body));
});
