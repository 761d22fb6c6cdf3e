// "[@" offers sources and "[[" offers titles while they are typed; the list goes with the caret, which stays in the text.
// A title of "see also" is a title as a whole, so all that stands in its field is looked for.
import { articleId, ask, asks, caretPlace, put, tell, TEXTS } from './typing.js';
import { choosePassage } from './picker.js';
import { fromPasted } from './sourcing.js';

const doc = document;
const TITLES = '#article_form input[name^="see_also-"][name$="-title"]';
const COMPLETED = `${TEXTS}, ${TITLES}`;
const SOURCE = /(?:\[|\[[^[\]\n]*;[ \t]*)@([^[\]@;,\n"“]{0,200})$/;
const LINK = /\[\[([^[\]|\n#]{0,200})(?:#([^[\]|\n]{0,200}))?$/;
const PASTED = /^\s*(?:https?:\/\/\S+|(?:doi:\s*)?10\.\d{4,9}\/\S+|(?:isbn[\s:-]*)?(?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dX]|@\w+\s*[{(][\s\S]*|TY\s\s?-[\s\S]*)\s*$/i;
const PAUSE = 120;

const list = doc.createElement('ul');
list.id = 'completions';
list.className = 'offers';
list.setAttribute('role', 'listbox');
list.tabIndex = 0; // Where it is longer than its place, it can be scrolled without a pointer.
list.hidden = true;
(doc.querySelector('main') || doc.body).append(list);

let open = null; // { field, kind, start, options, active }
let waiting = 0;
let asking = null;
let refused = ''; // what Escape closed: it stays closed until other words are typed

// What is being typed at the caret: a source, a title or a section, from where it starts

function typedAt(field) {
  if (field.selectionStart !== field.selectionEnd) return null;
  if (field.matches(TITLES)) return { field, kind: 'title', query: field.value, start: 0 };
  const before = field.value.slice(0, field.selectionEnd);
  const link = before.match(LINK);
  if (link) {
    const isSection = link[2] !== undefined;
    const query = isSection ? link[2] : link[1];
    return { field, kind: isSection ? 'section' : 'title', query, title: link[1], start: before.length - query.length };
  }
  const source = before.match(SOURCE);
  if (!source || source[1].startsWith('?')) return null;
  return { field, kind: 'source', query: source[1], start: before.length - source[1].length };
}

const said = (typed) => typed && typed.field.value.slice(0, typed.start) + typed.query;

// The list

function close() {
  asking?.abort();
  clearTimeout(waiting);
  if (!open) return;
  list.hidden = true;
  list.replaceChildren();
  for (const name of ['aria-controls', 'aria-activedescendant', 'aria-autocomplete']) open.field.removeAttribute(name);
  open = null;
}

// Only the list is scrolled: the page stays where its reader is.
function reveal(item) {
  const past = item.offsetTop + item.offsetHeight - list.clientHeight;
  list.scrollTop = Math.max(past, Math.min(item.offsetTop, list.scrollTop));
}

function activate(index) {
  open.active = (index + open.options.length) % open.options.length;
  [...list.children].forEach((item, number) => {
    item.setAttribute('aria-selected', String(number === open.active));
    if (number === open.active) {
      open.field.setAttribute('aria-activedescendant', item.id);
      reveal(item);
    }
  });
}

function item(option, number) {
  const made = doc.createElement('li');
  made.id = `offer-${number}`;
  made.setAttribute('role', 'option');
  const words = doc.createElement('strong');
  words.dir = 'auto';
  words.textContent = option.words;
  made.append(words);
  if (option.note) {
    const note = doc.createElement('span');
    note.textContent = ` ${option.note}`;
    made.append(note);
  }
  if (option.kind) made.className = option.kind;
  return made;
}

function place() {
  const at = caretPlace(open.field, open.start);
  const width = Math.min(448, doc.documentElement.clientWidth - 16);
  list.style.width = `${width}px`;
  list.style.left = `${Math.max(8, Math.min(at.left, scrollX + doc.documentElement.clientWidth - width - 8))}px`;
  const bar = doc.querySelector('.submit-row')?.getBoundingClientRect();
  const floor = bar && bar.top > 0 && getComputedStyle(bar ? doc.querySelector('.submit-row') : doc.body).position === 'sticky'
    ? Math.min(innerHeight, bar.top) : innerHeight;
  const below = at.top + 4;
  const fits = below - scrollY + list.offsetHeight <= floor;
  const above = at.top - at.line - list.offsetHeight - 4;
  list.style.top = `${fits || above < scrollY ? below : above}px`;
}

function show(typed, options) {
  if (!options.length) return close();
  if (open && open.field !== typed.field) close();
  open = { ...typed, options, active: 0 };
  list.replaceChildren(...options.map(item));
  list.hidden = false;
  list.setAttribute('aria-label', typed.kind === 'source' ? inWords('Sources') : typed.kind === 'title' ? inWords('Articles') : inWords('Sections'));
  typed.field.setAttribute('aria-autocomplete', 'list');
  typed.field.setAttribute('aria-controls', list.id);
  activate(0);
  place();
  tell(inWords('{number} offered, up and down to choose, Enter to take: {words}', { number: options.length, words: options[0].words }));
  return undefined;
}

// What is offered

const closes = (field) => !/^[^[\n]*?\]/.test(field.value.slice(field.selectionEnd));

function writeKey(typed, source) {
  const { field, start } = typed;
  const end = Math.max(start, field.selectionEnd);
  field.setSelectionRange(end, end);
  put(field, source.key + (closes(field) ? ']' : ''), start, end);
  const caret = start + source.key.length;
  field.setSelectionRange(caret, caret);
  close();
  if (source.archived) choosePassage(field, source);
  else {
    const past = field.value[caret] === ']' ? caret + 1 : caret;
    field.setSelectionRange(past, past);
    tell(inWords('Cited @{key}. It is not archived here, so no passage can be chosen.', { key: source.key }));
  }
}

const sourceOption = (typed, source) => ({
  words: source.title,
  note: [source.by, `@${source.key}`, source.own ? inWords('of this article') : '', source.archived ? '' : inWords('not archived')].filter(Boolean).join(' · '),
  kind: source.own ? 'own' : '',
  pick: () => writeKey(typed, source),
});

async function sources(typed, signal) {
  const query = typed.query.trim();
  const { found } = await ask(asks().sources, { q: query, article: articleId() }, null, signal);
  const options = found.map((source) => sourceOption(typed, source));
  if (asks().may) {
    options.push({
      words: PASTED.test(query) ? inWords('Make a source of this address…') : inWords('New source…'),
      note: inWords('or paste an address, a DOI, an ISBN or BibTeX'),
      kind: 'more',
      pick: () => make(typed, PASTED.test(query) ? query : '', query),
    });
  }
  return options;
}

// Make a source of what was pasted; one that is there already is offered instead.
async function make(typed, pasted, words = '') {
  close();
  const { field, start } = typed;
  const end = field.selectionEnd;
  const known = await fromPasted(field, pasted, words, (source) => {
    field.setSelectionRange(end, end);
    writeKey(typed, source);
  });
  if (!known) return;
  field.focus({ preventScroll: true });
  field.setSelectionRange(Math.max(start, end), Math.max(start, end));
  show(typed, [{ ...sourceOption(typed, known), note: `${inWords('is here already')} · @${known.key}` }]);
}

const escaped = (words, signs) => words.replace(signs, '\\$&');

// A title that was taken: as it is where the field is for one, else as the end of its link.
function writeTitle(typed, title) {
  if (!typed.field.matches(TITLES)) return writeLink(typed, escaped(title, /[#|\]]/g));
  put(typed.field, title, 0, typed.field.value.length);
  return close();
}

function writeLink(typed, words) {
  const { field, start } = typed;
  const end = field.selectionEnd;
  const after = field.value.slice(end);
  const ends = /^[^[\n]*?\]\]/.test(after) ? '' : /^\]/.test(after) ? ']' : ']]';
  put(field, words + ends, start, end);
  const caret = start + words.length + 2;
  if (field.value.slice(caret - 2, caret) === ']]') field.setSelectionRange(caret, caret);
  close();
}

async function linked(typed, signal) {
  const query = typed.query.trim();
  if (!query) return [];
  const { found, known } = await ask(asks().titles, { q: query }, null, signal);
  const options = found.map(({ title, note }) => ({
    words: title, note, kind: note ? 'red' : '', pick: () => writeTitle(typed, title),
  }));
  if (!known) {
    options.push({
      words: query, note: inWords('a red link: no article has this title'), kind: 'red', pick: () => writeTitle(typed, query),
    });
  }
  return options;
}

// The sections of this article are those of the form, saved or not.
const ownSections = () => [...doc.querySelectorAll('.part:not(.empty-form) .field-heading input')].map(({ value }) => value.trim()).filter(Boolean);

async function sectioned(typed, signal) {
  const title = typed.title.trim();
  const own = !title || title === doc.getElementById('id_title')?.value.trim();
  const names = own
    ? ownSections().filter((name) => name.toLowerCase().includes(typed.query.trim().toLowerCase()))
    : (await ask(asks().sections, { title, q: typed.query.trim() }, null, signal)).found;
  return names.map((name) => ({ words: name, pick: () => writeLink(typed, escaped(name, /[|\]]/g)) }));
}

const OFFERS = { source: sources, title: linked, section: sectioned };

async function offer(field) {
  asking?.abort();
  const typed = typedAt(field);
  if (!typed || doc.activeElement !== field) return close();
  if (refused === said(typed)) return undefined;
  refused = '';
  asking = new AbortController();
  try {
    const options = await OFFERS[typed.kind](typed, asking.signal);
    const now = typedAt(field);
    if (now && now.start === typed.start && now.query === typed.query) show(typed, options);
  } catch (error) {
    if (error.name !== 'AbortError') { close(); tell(error.message); }
  }
  return undefined;
}

// Keys and the pointer. Tab, spelling and composition are the browser's.

doc.addEventListener('input', (event) => {
  const field = event.target;
  if (!field.matches?.(COMPLETED) || event.isComposing) return;
  clearTimeout(waiting);
  if (!typedAt(field)) close();
  else waiting = setTimeout(() => offer(field), PAUSE);
});

doc.addEventListener('compositionend', ({ target }) => {
  if (target.matches?.(COMPLETED) && typedAt(target)) offer(target);
});

doc.addEventListener('keydown', (event) => {
  if (!open || event.target !== open.field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') activate(open.active + (event.key === 'ArrowDown' ? 1 : -1));
  else if (event.key === 'Enter' && !event.shiftKey) open.options[open.active].pick();
  else if (event.key === 'Escape') {
    refused = said(typedAt(open.field)) || '';
    close();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

doc.addEventListener('keyup', ({ key, target }) => {
  if (open && target === open.field && /^(Arrow(Left|Right)|Home|End|Page)/.test(key)) {
    const typed = typedAt(target);
    if (!typed || typed.start !== open.start) close();
  }
});

addEventListener('resize', () => { if (open) place(); });
doc.addEventListener('focusout', ({ target }) => { if (open && target === open.field) close(); });
list.addEventListener('mousedown', (event) => {
  event.preventDefault();
  const number = [...list.children].indexOf(event.target.closest('[role=option]'));
  if (number >= 0) open.options[number].pick();
});

doc.addEventListener('paste', (event) => {
  const field = event.target;
  if (!field.matches?.(TEXTS) || !asks().may) return;
  const pasted = event.clipboardData.getData('text/plain');
  const typed = typedAt(field);
  if (typed?.kind !== 'source' || typed.query.trim() || !PASTED.test(pasted)) return;
  event.preventDefault();
  make(typed, pasted);
});

// The buttons over a field type the same signs, for those who do not know them
doc.addEventListener('click', ({ target }) => {
  const pressed = target.closest?.('button[data-types]');
  if (!pressed) return;
  const field = pressed.closest('.markdownx').querySelector('textarea');
  const at = field.selectionEnd;
  put(field, (pressed.dataset.types === '[@' && /\S$/.test(field.value.slice(0, at)) ? ' ' : '') + pressed.dataset.types, at, at);
  refused = '';
  offer(field);
});
