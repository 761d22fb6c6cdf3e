// Pictures come by button, by paste or by drop; what stands for them is asked for before they are placed.
import { ask, asks, put, tell } from './typing.js';

const doc = document;
const dialog = doc.getElementById('new-picture');
const form = dialog?.querySelector('form');
const chooser = doc.createElement('input');
chooser.type = 'file';
chooser.accept = 'image/jpeg,image/png,image/webp,image/gif';
let into = null; // { field, caret }
let kept = null; // what the server made of the file

const isEditor = (element) => element?.matches?.('#article_form textarea.markdownx-editor');
const rows = () => [...doc.querySelectorAll('#illustrations-group .part:not(.empty-form)')];
const inRow = (row, name) => row.querySelector(`[name$="-${name}"]`);

function unlike(key) {
  const taken = new Set(rows().map((row) => inRow(row, 'key').value));
  let [name, number] = [key, 2];
  for (; taken.has(name); number += 1) name = `${key}-${number}`;
  return name;
}

async function upload(file) {
  const body = new FormData();
  body.set('picture-upload', file, file.name);
  return ask(asks().picture, {}, body);
}

// Show a picture in a holder that has none yet, or another one.
function look(holder, { address, width, height }) {
  let image = holder.querySelector('img');
  if (!image) {
    image = doc.createElement('img');
    image.alt = '';
    const file = holder.querySelector('input[type=file]');
    if (file) file.before(image);
    else holder.append(image);
  }
  Object.assign(image, { src: address, width, height });
}

function complain(words) {
  const line = form.querySelector('[role=alert]');
  line.textContent = words;
  line.hidden = !words;
}

async function take(file, field) {
  if (!dialog || !file) return;
  into = { field, caret: field.selectionEnd };
  kept = null;
  form.reset();
  complain('');
  form.querySelector('[data-look]').replaceChildren();
  form.querySelector('[type=submit]').disabled = true;
  dialog.showModal();
  form.elements.alt.focus();
  try {
    kept = await upload(file);
    look(form.querySelector('[data-look]'), kept);
    form.elements.key.value = unlike(kept.key);
    form.querySelector('[type=submit]').disabled = false;
    tell(inWords('The picture is here. Say what it shows.'));
  } catch (error) {
    complain(error.message);
  }
}

// A row of the form, made by Django's own button, so that it is saved like any other.
function addRow(values) {
  doc.querySelector('#illustrations-group .add-row a').click();
  const row = rows().at(-1);
  for (const [name, value] of Object.entries(values)) inRow(row, name).value = value;
  inRow(row, 'key').dispatchEvent(new Event('input', { bubbles: true }));
  look(row.querySelector('[data-picture-input]'), kept);
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const { alt, caption, credit, key } = form.elements;
  if (!kept) return;
  if (!alt.value.trim()) { complain(inWords('Say what the picture shows, for those who do not see it.')); alt.focus(); return; }
  if (unlike(key.value) !== key.value || !/^[a-z0-9]([a-z0-9_.:-]*[a-z0-9_-])?$/.test(key.value)) {
    complain(inWords('A name is small letters, digits and hyphens, and no other picture of this article has it.'));
    key.focus();
    return;
  }
  const { field, caret } = into;
  into = null;
  dialog.close();
  addRow({ picture: kept.file, key: key.value, alt: alt.value.trim(), caption: caption.value.trim(), credit: credit.value.trim() });
  const before = field.value.slice(0, caret);
  const after = field.value.slice(caret);
  const apart = before.trim() ? (/\n\s*\n\s*$/.test(before) ? '' : /\n$/.test(before) ? '\n' : '\n\n') : '';
  put(field, `${apart}![](picture:${key.value})${after.trim() && !/^\s*\n\s*\n/.test(after) ? '\n\n' : ''}`, caret, caret);
  tell(inWords('The picture {name} stands in the text, and among the pictures of the article.', { name: key.value }));
});

dialog?.addEventListener('click', ({ target }) => { if (target.closest('[data-cancel]')) dialog.close(); });
dialog?.addEventListener('close', () => {
  if (!into) return;
  into.field.focus({ preventScroll: true });
  into.field.setSelectionRange(into.caret, into.caret);
  into = null;
});

// Button, paste and drop

doc.addEventListener('click', ({ target }) => {
  const pressed = target.closest?.('button[data-picture]');
  if (!pressed) return;
  const field = pressed.closest('.markdownx').querySelector('textarea');
  chooser.value = '';
  chooser.onchange = () => take(chooser.files[0], field);
  chooser.click();
});

const pictureOf = (transfer) => [...(transfer?.files || [])].find((file) => file.type.startsWith('image/'));

doc.addEventListener('paste', (event) => {
  const file = isEditor(event.target) && !event.clipboardData.types.includes('text/plain') && pictureOf(event.clipboardData);
  if (!file) return;
  event.preventDefault();
  take(file, event.target);
});

doc.addEventListener('dragover', (event) => {
  if (isEditor(event.target) && event.dataTransfer.types.includes('Files')) event.preventDefault();
});

doc.addEventListener('drop', (event) => {
  const file = isEditor(event.target) && pictureOf(event.dataTransfer);
  if (!file) return;
  event.preventDefault();
  take(file, event.target);
});

// A file chosen in a row of the form is kept at once, so that it is seen, and stays where the form comes back.
doc.addEventListener('change', async ({ target }) => {
  const holder = target.type === 'file' && target.closest?.('[data-picture-input]');
  if (!holder || !target.files[0]) return;
  const row = holder.closest('.part');
  let said = holder.querySelector('[role=alert]');
  if (!said) {
    said = doc.createElement('p');
    said.setAttribute('role', 'alert');
    said.className = 'errorlist';
    holder.prepend(said);
  }
  said.textContent = '';
  try {
    const made = await upload(target.files[0]);
    holder.querySelector('input[type=hidden]').value = made.file;
    look(holder, made);
    target.value = '';
    if (!inRow(row, 'key').value) inRow(row, 'key').value = unlike(made.key);
    inRow(row, 'key').dispatchEvent(new Event('input', { bubbles: true }));
  } catch (error) {
    said.textContent = error.message;
  }
});
