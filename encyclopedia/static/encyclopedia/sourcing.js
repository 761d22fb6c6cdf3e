// A new source without leaving the page: what was pasted is read by the server, and what is missing is asked for.
import { ask, asks, tell } from './typing.js';

const doc = document;
const dialog = doc.getElementById('new-source');
const form = dialog?.querySelector('form');
let done = null; // what follows when the source is there
let from = null; // the field that was worked on

const error = (name) => form.querySelector(`[data-error="${name}"]`);

function complain(name, words) {
  const line = error(name) || error('all');
  line.textContent = words;
  line.hidden = !words;
  form.elements[name]?.setAttribute?.('aria-invalid', String(Boolean(words)));
}

function clean() {
  for (const line of form.querySelectorAll('[data-error]')) line.hidden = true;
  for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
  dialog.querySelector('[data-known]').hidden = true;
}

// Give the source that is there already, or ask for what is missing of a new one and call `then` with it.
export async function fromPasted(field, pasted, words, then) {
  let told = { fields: { title: words }, notes: [] };
  if (pasted) {
    try {
      told = await ask(asks().paste, {}, new URLSearchParams({ pasted }));
    } catch (refusal) {
      tell(refusal.message);
      told = { fields: {}, notes: [refusal.message] };
    }
  }
  if (told.known) return told.known;
  form.reset();
  clean();
  for (const [name, value] of Object.entries(told.fields)) if (form.elements[name] && value) form.elements[name].value = value;
  if (form.elements.fetch) form.elements.fetch.checked = Boolean(told.fetched);
  complain('all', told.notes.join(' '));
  done = then;
  from = { field, caret: field.selectionEnd };
  dialog.showModal();
  (form.elements.title.value ? (told.fetched ? form.querySelector('[type=submit]') : form.elements.text) : form.elements.title).focus();
  return null;
}

function finish(source) {
  const next = done;
  done = null;
  dialog.close();
  tell(inWords('“{title}” is a source now.', { title: source.title }));
  next(source);
}

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  clean();
  const pressed = form.querySelector('[type=submit]');
  pressed.disabled = true;
  try {
    finish(await ask(asks().newSource, {}, new FormData(form)));
  } catch (refusal) {
    const { errors, known } = refusal.said || {};
    if (known) {
      const offer = dialog.querySelector('[data-known]');
      offer.hidden = false;
      offer.querySelector('span').textContent = inWords('“{title}” is here already, as @{key}.', { title: known.title, key: known.key });
      offer.querySelector('button').onclick = () => finish(known);
      offer.querySelector('button').focus();
    } else if (errors) {
      for (const [name, sentences] of Object.entries(errors)) complain(name, sentences.join(' '));
      form.querySelector('[aria-invalid=true]')?.focus();
    } else complain('all', refusal.message);
  } finally {
    pressed.disabled = false;
  }
});

dialog?.addEventListener('click', ({ target }) => { if (target.closest('[data-cancel]')) dialog.close(); });
dialog?.addEventListener('close', () => {
  if (!done) return;
  done = null;
  from.field.focus({ preventScroll: true });
  from.field.setSelectionRange(from.caret, from.caret);
});
