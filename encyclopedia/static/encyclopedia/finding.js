// The findings beside the text follow what is typed, and can be declined where they stand.
import { ask, tell } from './typing.js';

const doc = document;
const PAUSE = 1200;
const PARTS = { infobox: 'infobox', sections: 'section', events: 'event' };
const panel = doc.getElementById('evidence');
let waiting = 0;
let asking = null;

// The name of a field as the server knows it, or nothing where its row is not saved yet.
function nameOf(field) {
  if (field.name === 'lead' || field.name === 'hatnote') return `${field.name}:`;
  const row = field.name.match(/^(infobox|sections|events)-(\d+)-text$/);
  const id = row && doc.querySelector(`input[name="${row[1]}-${row[2]}-id"]`)?.value;
  return id ? `${PARTS[row[1]]}:${id}` : '';
}

// A form that came back with sentences was never saved, so all of it counts as typed.
const cameBack = Boolean(doc.querySelector('.errornote, .collisions'));

function typed() {
  const sent = new URLSearchParams();
  for (const field of doc.querySelectorAll('#id_lead, #id_hatnote, #article_form :is(textarea, input)[name$="-text"]')) {
    const name = (cameBack || field.value !== field.defaultValue) && nameOf(field);
    if (name) { sent.append('field', name); sent.append('text', field.value); }
  }
  return sent;
}

async function refresh() {
  const page = panel.querySelector('[data-findings]');
  if (!page || !panel.open || page.matches(':focus-within') && page.querySelector('[name=why]:focus')) return;
  asking?.abort();
  asking = new AbortController();
  page.setAttribute('aria-busy', 'true');
  try {
    const html = await ask(panel.dataset.panel, {}, typed(), asking.signal);
    const open = new Map([...page.querySelectorAll('[data-keep]')].map((each) => [each.dataset.keep, each.open]));
    const focused = page.contains(doc.activeElement) ? doc.activeElement.dataset.selects : null;
    // Every word of it was escaped where it was written.
    page.innerHTML = html;
    for (const each of page.querySelectorAll('[data-keep]')) if (open.has(each.dataset.keep)) each.open = open.get(each.dataset.keep);
    if (focused) [...page.querySelectorAll('[data-selects]')].find((each) => each.dataset.selects === focused)?.focus();
  } catch (error) {
    if (error.name !== 'AbortError') tell(error.message);
  } finally {
    page.removeAttribute('aria-busy');
  }
}

async function decline(form) {
  const said = form.querySelector('[role=alert]');
  const base = doc.querySelector('#article_form [name=base]');
  const body = new URLSearchParams(new FormData(form));
  body.set('base', base.value);
  said.hidden = true;
  try {
    const answer = await ask(form.action, {}, body);
    base.value = answer.base;
    form.closest('details').open = false;
    doc.activeElement?.blur();
    tell(answer.said);
    await refresh();
    panel.querySelector('summary').focus();
  } catch (error) {
    said.textContent = error.message;
    said.hidden = false;
  }
}

if (panel) {
  if (cameBack) panel.addEventListener('loaded', refresh); // it shows what is saved
  doc.addEventListener('input', ({ target }) => {
    if (!target.matches?.('#article_form :is(textarea, input)')) return;
    clearTimeout(waiting);
    waiting = setTimeout(refresh, PAUSE);
  });
  panel.addEventListener('submit', (event) => {
    if (!event.target.matches('[data-decline]')) return;
    event.preventDefault();
    decline(event.target);
  });
}
