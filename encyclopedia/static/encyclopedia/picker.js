// Evidence beside the form: the panel that is fetched when it is opened, and the picker of passages.
import { articleId, ask, asks, nameOf, put, tell, TEXTS } from './typing.js';

const doc = document;
const MOST_WORDS = 80;
let last = null; // the text of the article that was worked on last

const flat = (text) => text.replace(/\s+/g, ' ');
const part = (picker, name) => picker.querySelector(`[data-${name}]`);
const pickerOf = (element) => element.closest?.('[data-picker]');

function say(picker, words) {
  const line = part(picker, 'said');
  if (line) line.textContent = words;
}

// Words that stand once

const isLetter = (sign) => sign !== undefined && /[\p{L}\p{N}\p{M}_]/u.test(sign);
const isInside = (text, at) => isLetter(text[at - 1]) && isLetter(text[at]);

function standsOnce(text, words) {
  let found = 0;
  for (let at = text.indexOf(words); at >= 0 && found < 2; at = text.indexOf(words, at + 1)) {
    if (!isInside(text, at) && !isInside(text, at + words.length)) found += 1;
  }
  return found === 1;
}

function whole(text, start, end) {
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  while (start < end && isInside(text, start)) start -= 1;
  while (start < end && isInside(text, end)) end += 1;
  return [start, end];
}

// Take in a word after and a word before in turn, until the passage stands once.
function lengthen(text, start, end) {
  let [first, last] = whole(text, start, end);
  const begun = [first, last];
  for (let turn = 0; first < last && turn <= MOST_WORDS; turn += 1) {
    if (standsOnce(text, text.slice(first, last))) return [first, last];
    const after = text.slice(last).match(/^\s*\S+/);
    const before = text.slice(0, first).match(/\S+\s*$/);
    if (!after && !before) break;
    if (after && (turn % 2 === 0 || !before)) last += after[0].length;
    else first -= before[0].length;
  }
  return begun;
}

// Case, dashes and quotation marks aside; every sign stays one sign, so that places still count.
const fold = (text) => [...text].map((sign) => {
  if (/[“”„‟«»″]/.test(sign)) return '"';
  if (/[‘’‛´′]/.test(sign)) return "'";
  if (/[‐-―−]/.test(sign)) return '-';
  const low = sign.toLowerCase();
  return low.length === sign.length ? low : sign;
}).join('');

function find(text, words) {
  const at = text.indexOf(words);
  return at >= 0 ? at : fold(text).indexOf(fold(words));
}

// The pages of an archived text: where each begins in its flat words, and the number that it has.
function paged(text, pages) {
  let [at, last] = [0, 0];
  return pages.map(([start, number]) => {
    at += flat(text.slice(last, start)).length;
    last = start;
    return [at, number];
  });
}

const pageAt = (pages, at) => pages.findLast(([start]) => start <= at)?.[1];

// Offer the page of a passage as its place, unless the editor typed one.
function offerPlace(picker, start, end) {
  const field = part(picker, 'locator');
  const pages = part(picker, 'archived').pages || [];
  if (!field || (field.value && field.value !== field.dataset.offered)) return;
  const [first, last] = [pageAt(pages, start), pageAt(pages, end - 1)];
  field.value = !first || !last ? '' : first === last ? `p. ${first}` : `pp. ${first}–${last}`;
  field.dataset.offered = field.value;
}

// Give the words of the source that the editor means, as it has them, or nothing.
function meant(picker) {
  const text = flat(part(picker, 'archived').value);
  const words = flat(part(picker, 'words').value).trim();
  const at = words ? find(text, words) : -1;
  if (at < 0) return null;
  const [start, end] = lengthen(text, at, at + words.length);
  offerPlace(picker, start, end);
  return text.slice(start, end);
}

// A caret moves by keyboard only where one may write: so one may, and nothing comes of it.
function letIn(area) {
  area.readOnly = false;
  area.setAttribute('aria-readonly', 'true');
}

doc.addEventListener('beforeinput', (event) => {
  if (event.target.matches?.('[data-archived]')) event.preventDefault();
});

// Take the words that are selected in an archived text for the passage.
function takeSelected(target) {
  if (target.selectionStart === target.selectionEnd) return;
  const picker = pickerOf(target);
  const text = flat(target.value);
  const before = flat(target.value.slice(0, target.selectionStart)).length;
  const chosen = flat(target.value.slice(target.selectionStart, target.selectionEnd));
  const [first, last] = whole(text, before, before + chosen.length);
  const [start, end] = lengthen(text, first, last);
  part(picker, 'words').value = text.slice(start, end);
  offerPlace(picker, start, end);
  say(picker, end - start > last - first ? inWords('Lengthened until it stands once: “{words}”', { words: text.slice(start, end) }) : '');
}

doc.addEventListener('selectionchange', ({ target }) => {
  if (target.matches?.('[data-archived]') && doc.activeElement === target) takeSelected(target);
});

// Opening a source

// Some pages know the article by their address; the dialog of the form has to say it.
const ofArticle = (picker) => (picker.matches('dialog') ? { article: articleId() } : {});

export async function open(picker, key) {
  const area = part(picker, 'archived');
  area.value = '';
  area.pages = [];
  if (!key) return;
  say(picker, inWords('Opening…'));
  try {
    const said = await ask(picker.dataset.text, { source: key, ...ofArticle(picker) });
    if (part(picker, 'source').value !== key) return;
    const text = said.text ?? said;
    area.pages = paged(text, said.pages || []);
    area.value = text;
    area.scrollTop = 0;
    say(picker, text ? '' : inWords('This source is not archived here, so what you quote of it is not checked.'));
  } catch (error) {
    say(picker, error.message);
  }
}

doc.addEventListener('change', ({ target }) => {
  const picker = pickerOf(target);
  if (picker?.dataset.text && target.matches('[data-source]')) open(picker, target.value);
});

function select(area, words) {
  const at = area.value.indexOf(words);
  if (at < 0) return;
  area.focus();
  area.setSelectionRange(at, at);
  area.blur();
  area.focus();
  area.setSelectionRange(at, at + words.length);
}

// Inserting a citation, by the browser's own hand, so that it can be undone there

const quoted = (words) => `"${words.replace(/[\\"]/g, '\\$&')}"`;
const located = (words) => flat(words).trim().replace(/[\\;\]"“]/g, '\\$&');

function itemOf(picker, quote) {
  const locator = located(part(picker, 'locator').value);
  return [`@${part(picker, 'source').value}`, ...(locator ? [locator] : []), ...(quote ? [quoted(quote)] : [])].join(', ');
}

const markOf = (picker, quote) => `[${itemOf(picker, quote)}]`;
// In the row of a table a bar would end the cell.
const inItsRow = (before, mark) => (/(^|\n)\s*\|[^\n]*$/.test(before) ? mark.replace(/\|/g, '\\|') : mark);

function insert(picker) {
  const words = flat(part(picker, 'words').value).trim();
  const isArchived = Boolean(part(picker, 'archived').value);
  const quote = isArchived ? meant(picker) : words;
  if (!part(picker, 'source').value) return say(picker, inWords('Choose a source first.'));
  if (isArchived && quote === null) {
    return say(picker, words
      ? inWords('These words do not stand in the archived text. Nothing was inserted.')
      : inWords('Select the words in the archived text first. Nothing was inserted.'));
  }
  if (picker.matches('dialog')) return insertWithin(picker, quote);
  if (!last?.isConnected) return say(picker, inWords('Put the caret where the citation belongs first. Nothing was inserted.'));
  const before = last.value.slice(0, last.selectionEnd);
  const mark = inItsRow(before, markOf(picker, quote));
  last.closest('details:not([open])')?.setAttribute('open', '');
  const at = last.selectionEnd;
  put(last, /\S$/.test(before) ? ` ${mark}` : mark, at, at);
  part(picker, 'words').value = '';
  say(picker, inWords('Inserted into {name}: {mark}', { name: nameOf(last), mark }));
  return undefined;
}

// The dialog of the form: a source was chosen while it was typed, and its passage comes next

const dialog = doc.querySelector('dialog[data-picker]');
let within = null; // { field, caret }: right after the key

export function choosePassage(field, source) {
  if (!dialog) return;
  last = field;
  within = { field, caret: field.selectionEnd, key: source.key };
  part(dialog, 'source').value = source.key;
  for (const name of ['words', 'locator']) part(dialog, name).value = '';
  part(dialog, 'found').replaceChildren();
  dialog.querySelector('[data-title]').textContent = source.title;
  dialog.showModal();
  part(dialog, 'archived').focus();
  open(dialog, source.key).then(() => support(dialog));
}

function insertWithin(picker, quote) {
  const { field, caret, key } = within;
  const words = inItsRow(field.value.slice(0, caret), itemOf(picker, quote).slice(key.length + 1));
  within = { ...within, words };
  picker.close();
}

dialog?.addEventListener('close', () => {
  if (!within) return;
  const { field, caret, words, key } = within;
  within = null;
  field.focus({ preventScroll: true });
  if (words) put(field, words, caret, caret);
  const end = caret + (words || '').length;
  const past = field.value[end] === ']' ? end + 1 : end;
  field.setSelectionRange(past, past);
  tell(words ? inWords('Cited @{key} with the passage.', { key }) : inWords('Cited @{key}.', { key }));
});

dialog?.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.isComposing || !event.target.matches('[data-archived], [data-locator], [data-words]')) return;
  // A key may come before the browser has told of the selection that the last one made.
  if (event.target.matches('[data-archived]')) takeSelected(event.target);
  event.preventDefault();
  insert(dialog);
});

doc.addEventListener('focusin', ({ target }) => { if (target.matches?.(TEXTS)) last = target; });

// Support for the sentence at the caret: which words are a sentence, the server knows

function paragraph(field) {
  const { value, selectionStart: caret } = field;
  const start = value.lastIndexOf('\n', caret - 1) + 1;
  const end = value.indexOf('\n', caret);
  return { text: value.slice(start, end < 0 ? value.length : end), at: [...value.slice(start, caret)].length };
}

async function support(picker) {
  const words = last?.isConnected ? paragraph(last) : { text: '' };
  if (!words.text.trim()) return say(picker, inWords('Put the caret into a sentence first.'));
  say(picker, inWords('Looking…'));
  try {
    // Every word of it was escaped where it was written.
    const asked = { ...words, source: part(picker, 'source').value, ...ofArticle(picker) };
    part(picker, 'found').innerHTML = await ask(picker.dataset.support, {}, new URLSearchParams(asked));
    say(picker, part(picker, 'found').querySelector('li') ? '' : inWords('No passage found.'));
  } catch (error) {
    say(picker, error.message);
  }
  return undefined;
}

async function openPassage(picker, { key, quote }) {
  const source = part(picker, 'source');
  source.value = key;
  await open(picker, key);
  part(picker, 'words').value = flat(quote).trim();
  meant(picker);
  select(part(picker, 'archived'), quote);
}

doc.addEventListener('click', ({ target }) => {
  const pressed = target.closest?.('[data-picker] button');
  if (!pressed) return;
  const picker = pickerOf(pressed);
  if (pressed.matches('[data-insert]')) insert(picker);
  else if (pressed.matches('[data-find]')) support(picker);
  else if (pressed.matches('[data-cancel]')) picker.close();
  else if (pressed.matches('[data-quote]')) openPassage(picker, pressed.dataset);
});

// The panel

async function load(panel) {
  const page = panel.querySelector('[data-evidence]');
  panel.dataset.loaded = 'yes';
  try {
    // Every word of it was escaped where it was written.
    page.innerHTML = await ask(panel.dataset.panel, {});
    page.querySelectorAll('[data-archived]').forEach(letIn);
    panel.dispatchEvent(new Event('loaded'));
  } catch (error) {
    delete panel.dataset.loaded;
    page.querySelector('.quiet')?.remove();
    const line = doc.createElement('p');
    line.className = 'quiet';
    line.textContent = error.message;
    page.prepend(line);
  }
}

doc.addEventListener('toggle', ({ target }) => {
  if (target.open && target.dataset?.panel && !target.dataset.loaded) load(target);
}, true);
doc.querySelectorAll('[data-archived]').forEach(letIn);
