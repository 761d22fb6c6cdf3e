// The parts of the form at hand wherever one is, and over each text the few things that a hand on the mouse wants.
import { nameOf } from './typing.js';

const doc = document;
const nav = doc.querySelector('nav.outline');
const fold = nav?.querySelector('details');
const roomy = matchMedia('(min-width: 100rem)');
const LISTED = { sections: '.field-heading input', events: '.field-title input, .field-date input' };

// Sections and events under the link to their group, as the form has them now

function entry(row, selector) {
  const level = row.querySelector('.field-level select')?.value;
  const words = [...row.querySelectorAll(selector)].map(({ value }) => value.trim()).filter(Boolean);
  const made = doc.createElement('li');
  const link = doc.createElement('a');
  link.href = `#${row.id}`;
  link.dir = 'auto';
  link.textContent = words.at(-1) || inWords('New');
  if (level > 2) made.className = `level-${level}`;
  made.append(link);
  return made;
}

function list() {
  for (const [group, selector] of Object.entries(LISTED)) {
    const item = nav.querySelector(`a[href="#${group}-group"]`)?.parentElement;
    if (!item) continue;
    const rows = [...doc.querySelectorAll(`#${group}-group .part:not(.empty-form)`)];
    const entries = doc.createElement('ul');
    entries.append(...rows.map((row) => entry(row, selector)));
    item.querySelector('ul')?.remove();
    if (rows.length) item.append(entries);
  }
}

let waiting = 0;
const later = () => { clearTimeout(waiting); waiting = setTimeout(list, 200); };

function go(link) {
  const target = doc.getElementById(link.hash.slice(1));
  if (!target) return;
  for (let each = target.closest('details') || target.querySelector('details'); each; each = each.parentElement.closest('details')) each.open = true;
  if (!roomy.matches) fold.open = false;
  target.scrollIntoView({ block: 'start' });
  const first = target.matches('input, textarea, summary') ? target : target.querySelector('summary, input:not([type=hidden]), textarea, a[href]');
  first?.focus({ preventScroll: true });
}

if (nav) {
  nav.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link) return;
    event.preventDefault();
    go(link);
  });
  nav.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || roomy.matches || !fold.open) return;
    fold.open = false;
    fold.querySelector('summary').focus();
  });
  for (const name of ['formset:added', 'formset:removed', 'desk:moved']) doc.addEventListener(name, later);
  doc.addEventListener('input', ({ target }) => {
    if (target.matches?.(':is(.field-heading, .field-title, .field-date) input, .field-level select')) later();
  });
  const open = () => { fold.open = roomy.matches; };
  roomy.addEventListener('change', open);
  open();
  list();
}

// The tools of a text: one stop of the Tab key, arrows go on from there

function tool(words, data, title = '') {
  const made = doc.createElement('button');
  made.type = 'button';
  made.tabIndex = -1;
  made.textContent = words;
  if (title) made.title = title;
  Object.assign(made.dataset, data);
  return made;
}

function equip(editor) {
  const holder = editor.closest('.markdownx');
  if (!holder || editor.closest('.empty-form') || holder.querySelector('.tools')) return;
  const tools = doc.createElement('div');
  tools.className = 'tools';
  tools.setAttribute('role', 'toolbar');
  tools.setAttribute('aria-label', inWords('Tools: {name}', { name: nameOf(editor) }));
  const [write, read] = [tool(inWords('Write'), { view: 'write' }), tool(inWords('Preview'), { view: 'preview' })];
  write.setAttribute('aria-pressed', 'true');
  read.setAttribute('aria-pressed', 'false');
  tools.append(
    write, read,
    tool(inWords('Cite'), { types: '[@' }, inWords('Type [@ to cite')),
    tool(inWords('Link'), { types: '[[' }, inWords('Type [[ to link')),
    tool(inWords('Picture'), { picture: '' }, inWords('Paste or drop a picture, or choose one')),
  );
  holder.prepend(tools);
  rove(tools);
}

const shown = (tools) => [...tools.children].filter((made) => made.offsetParent);

function rove(tools, to = null) {
  const buttons = [...tools.children];
  const stop = to || shown(tools)[0] || buttons[2];
  for (const made of buttons) made.tabIndex = made === stop ? 0 : -1;
}

const wide = matchMedia('(min-width: 80rem)');
wide.addEventListener('change', () => doc.querySelectorAll('.markdownx > .tools').forEach((tools) => rove(tools)));

doc.addEventListener('keydown', (event) => {
  const tools = event.target.closest?.('.markdownx > .tools');
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tools || !step) return;
  event.preventDefault();
  const buttons = shown(tools);
  const next = buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length];
  rove(tools, next);
  next.focus();
});

doc.addEventListener('click', ({ target }) => {
  const pressed = target.closest?.('.markdownx > .tools > [data-view]');
  if (!pressed) return;
  const holder = pressed.closest('.markdownx');
  holder.dataset.view = pressed.dataset.view;
  for (const made of holder.querySelectorAll('[data-view]')) made.setAttribute('aria-pressed', String(made === pressed));
  rove(pressed.parentElement, pressed);
  if (pressed.dataset.view === 'preview') holder.querySelector('textarea').dispatchEvent(new Event('desk:preview', { bubbles: true }));
  else holder.querySelector('textarea').focus();
});

const equipAll = (within) => within.querySelectorAll('textarea.markdownx-editor').forEach(equip);
doc.addEventListener('formset:added', ({ target }) => equipAll(target));
equipAll(doc);
