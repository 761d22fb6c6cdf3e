// The desk's script: previews by the public renderer, and rows moved by button.
// Everything is delegated from the document, so rows added later behave like the first.
(() => {
  'use strict';
  const doc = document;
  const script = doc.currentScript;
  const here = new URL('.', script.src);
  doc.documentElement.classList.add('desk');

  // Previews

  const waiting = new WeakMap();
  const running = new WeakMap();

  const articleId = () => (location.pathname.match(/\/article\/([0-9a-f-]{36})\//) || ['', ''])[1];

  function paper(editor) {
    const holder = editor.closest('.markdownx')?.querySelector('.markdownx-preview');
    if (!holder) return null;
    if (!holder.shadowRoot) {
      const root = holder.attachShadow({ mode: 'open' });
      for (const name of ['site.css', 'article.css']) {
        const link = doc.createElement('link');
        link.rel = 'stylesheet';
        link.href = new URL(name, here).href;
        root.append(link);
      }
      const page = doc.createElement('div');
      page.className = 'body';
      root.append(page);
    }
    holder.dataset.theme = doc.documentElement.dataset.theme || 'auto';
    holder.classList.add('shown');
    return holder.shadowRoot.querySelector('.body');
  }

  function say(page, words) {
    const line = doc.createElement('p');
    line.className = 'quiet';
    line.textContent = words;
    page.replaceChildren(line);
  }

  async function preview(editor) {
    const page = paper(editor);
    if (!page) return;
    running.get(editor)?.abort();
    const request = new AbortController();
    running.set(editor, request);
    const data = new FormData();
    data.set('content', editor.value);
    data.set('article', articleId());
    const token = doc.querySelector('[name=csrfmiddlewaretoken]').value;
    try {
      const answer = await fetch(editor.dataset.markdownxUrlsPath, {
        method: 'POST', body: data, headers: { 'X-CSRFToken': token }, signal: request.signal,
      });
      const text = await answer.text();
      if (answer.ok) page.innerHTML = text;
      else say(page, `No preview: ${answer.status === 403 ? 'you are no longer signed in. Your text is still here; sign in in another tab, then go on.' : text.slice(0, 200)}`);
    } catch (error) {
      if (error.name !== 'AbortError') say(page, 'No preview: the server did not answer. Your text is still here.');
    }
  }

  const isEditor = (element) => element instanceof HTMLTextAreaElement && element.matches('.markdownx-editor');

  doc.addEventListener('input', (event) => {
    const editor = event.target;
    if (!isEditor(editor)) return;
    clearTimeout(waiting.get(editor));
    waiting.set(editor, setTimeout(() => preview(editor), 400));
  });

  doc.addEventListener('focusin', (event) => {
    const editor = event.target;
    if (isEditor(editor) && !editor.closest('.markdownx').querySelector('.markdownx-preview.shown')) preview(editor);
  });

  // Moving rows

  const ROWS = '.inline-related:not(.empty-form, .tabular), tr.form-row:not(.empty-form)';
  const rowsOf = (group) => [...group.querySelectorAll(ROWS)];
  const isRow = (element) => element?.matches?.(ROWS);

  function number(group) {
    rowsOf(group).forEach((row, index) => {
      const place = row.querySelector('input.position');
      if (place) place.value = String(index + 1);
    });
  }

  function button(words, label, step) {
    const made = doc.createElement('button');
    made.type = 'button';
    made.className = 'move';
    made.dataset.step = String(step);
    made.textContent = words;
    made.setAttribute('aria-label', label);
    made.title = label;
    return made;
  }

  function equip(row) {
    const place = row.querySelector('input.position');
    if (!place || row.querySelector('.moves')) return;
    const moves = doc.createElement('span');
    moves.className = 'moves';
    moves.append(button('↑', 'Move up', -1), button('↓', 'Move down', 1));
    place.after(moves);
    place.type = 'hidden';
  }

  doc.addEventListener('click', (event) => {
    const pressed = event.target.closest?.('button.move');
    if (!pressed) return;
    const row = pressed.closest(ROWS);
    const group = row.closest('.inline-group');
    const rows = rowsOf(group);
    const other = rows[rows.indexOf(row) + Number(pressed.dataset.step)];
    if (!other) return;
    if (Number(pressed.dataset.step) < 0) other.before(row);
    else other.after(row);
    number(group);
    pressed.focus();
    live.textContent = `Moved to place ${rowsOf(group).indexOf(row) + 1} of ${rows.length}.`;
  });

  doc.addEventListener('formset:added', (event) => {
    if (isRow(event.target)) {
      equip(event.target);
      number(event.target.closest('.inline-group'));
    }
  });

  const live = doc.createElement('p');
  live.className = 'visually-hidden';
  live.setAttribute('role', 'status');

  function start() {
    doc.body.append(live);
    doc.querySelectorAll(ROWS).forEach(equip);
  }

  if (doc.readyState === 'loading') doc.addEventListener('DOMContentLoaded', start);
  else start();
})();
