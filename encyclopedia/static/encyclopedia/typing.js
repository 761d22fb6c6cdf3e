// What the desk's scripts share: fields with prose, words put in by the browser's own hand, questions to the server.
const doc = document;

export const TEXTS = '#article_form textarea:is(.markdownx-editor, [name^="infobox-"][name$="-text"])';
export const articleId = () => (location.pathname.match(/\/article\/([0-9a-f-]{36})\//) || ['', ''])[1];

// Where the server answers: the form names it, so that no script knows an address.
export const asks = () => doc.getElementById('writing')?.dataset || {};

// Put text in the place of what stands from start to end: the browser can undo it, as if it had been typed.
export function put(field, text, start = field.selectionStart, end = field.selectionEnd) {
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  if (text ? doc.execCommand('insertText', false, text) : start === end || doc.execCommand('delete')) return;
  field.setRangeText(text, start, end, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

// Ask the server: with a body it is told, else asked. A refusal is an Error with its sentence, and what else was said.
export async function ask(url, values = {}, body = null, signal = undefined) {
  const address = new URL(url, location.href);
  for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value);
  const answer = await fetch(address, body ? {
    method: 'POST',
    body,
    headers: { 'X-CSRFToken': doc.querySelector('[name=csrfmiddlewaretoken]').value },
    signal,
  } : { signal });
  const isJson = answer.headers.get('Content-Type')?.includes('json');
  const said = isJson ? await answer.json() : await answer.text();
  if (answer.ok && !answer.redirected) return said;
  const away = answer.redirected || answer.status === 403;
  const error = new Error(away
    ? inWords('You are no longer signed in. Your text is still here; sign in in another tab, then go on.')
    : said.error || inWords('The server could not say. Your text is still here.'));
  error.said = isJson ? said : {};
  throw error;
}

export function tell(sentence) {
  let live = doc.getElementById('desk-said');
  if (!live) {
    live = doc.createElement('p');
    live.id = 'desk-said';
    live.className = 'visually-hidden';
    live.setAttribute('role', 'status');
    doc.body.append(live);
  }
  live.textContent = sentence;
}

export function nameOf(field) {
  const label = field.labels[0]?.textContent.replace(':', '').trim() || inWords('text');
  const part = field.closest('.part')?.querySelector('.part-name')?.textContent;
  return part ? `${part}, ${label}` : label;
}

// Where the caret stands on the page: a text area does not say, so a twin of it is laid out and measured.
const SHARED = ['boxSizing', 'borderWidth', 'borderStyle', 'padding', 'font', 'letterSpacing', 'lineHeight', 'tabSize', 'direction', 'textAlign'];

export function caretPlace(field, at = field.selectionEnd) {
  const style = getComputedStyle(field);
  const twin = doc.createElement('div');
  for (const name of SHARED) twin.style[name] = style[name];
  Object.assign(twin.style, {
    position: 'absolute', visibility: 'hidden', insetBlockStart: '0', insetInlineStart: '0',
    width: `${field.offsetWidth}px`, whiteSpace: 'pre-wrap', overflowWrap: 'break-word',
  });
  const mark = doc.createElement('span');
  mark.textContent = '\u200b';
  twin.append(field.value.slice(0, at), mark);
  doc.body.append(twin);
  const box = field.getBoundingClientRect();
  const line = mark.offsetHeight;
  const place = {
    left: box.left + scrollX + mark.offsetLeft - field.scrollLeft,
    top: box.top + scrollY + Math.min(mark.offsetTop + line - field.scrollTop, field.offsetHeight),
    line,
  };
  twin.remove();
  return place;
}
