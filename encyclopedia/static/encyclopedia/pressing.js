// Keys that writers know from elsewhere: S saves, B and I set what is selected in bold or italics.
import { put, TEXTS } from './typing.js';

const doc = document;
const SIGNS = { b: '**', i: '*' };
const isApple = /^(Mac|iP)/.test(navigator.platform);

// The letter that was pressed: where the layout has others, the one that "KeyS" names its place by.
const letterOf = ({ key, code }) => (/^[a-z]$/i.test(key) ? key : code.slice(3)).toLowerCase();
const isCommand = (event) => !event.altKey && !event.shiftKey && !event.isComposing
  && (isApple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey);

// Three stars are both, so an odd number of them are those of italics.
const has = (stars, sign) => (sign === SIGNS.b ? stars >= 2 : stars % 2 === 1);

// Signs that touch a blank are none, so blanks at the ends of the selection stay outside.
function selected({ value, selectionStart, selectionEnd }) {
  const chosen = value.slice(selectionStart, selectionEnd);
  const words = chosen.trim();
  const start = words ? selectionStart + chosen.indexOf(words) : selectionStart;
  return { words: words || chosen, start, end: start + (words || chosen).length };
}

// Put a sign on both sides of what is selected, or take it away where it stands there.
function surround(field, sign) {
  const { words, start, end } = selected(field);
  const before = field.value.slice(0, start).match(/\**$/)[0].length;
  const after = field.value.slice(end).match(/^\**/)[0].length;
  const isSet = has(Math.min(before, after), sign);
  const step = isSet ? -sign.length : sign.length;
  if (isSet) put(field, words, start + step, end - step);
  else put(field, sign + words + sign, start, end);
  field.setSelectionRange(start + step, end + step);
}

doc.addEventListener('keydown', (event) => {
  if (!isCommand(event)) return;
  const letter = letterOf(event);
  const sign = event.target.matches?.(TEXTS) && SIGNS[letter];
  const save = letter === 's' && !doc.querySelector('dialog[open]') && doc.querySelector('#article_form [name=_continue]');
  if (!sign && !save) return;
  event.preventDefault();
  if (sign) surround(event.target, sign);
  else if (!event.repeat) save.click();
});
