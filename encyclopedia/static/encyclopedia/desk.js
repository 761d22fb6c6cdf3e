// The desk's script: previews by the public renderer, rows moved and folded, nothing left unsaved by accident.
// Everything is delegated from the document, so rows added later behave like the first.
(() => {
  'use strict';
  const doc = document;
  const here = new URL('.', doc.currentScript.src);
  const wide = matchMedia('(min-width: 80rem)');

  // Previews: in shadow roots that share the public style sheets

  const waiting = new WeakMap();
  const running = new WeakMap();
  const look = Promise.all(['site.css', 'article.css'].map(async (name) => {
    const sheet = new CSSStyleSheet();
    await sheet.replace(await (await fetch(new URL(name, here))).text());
    return sheet;
  }));

  // The public pages follow the system; a preview follows the theme that was chosen at the desk.
  const darkness = look.then((sheets) => sheets.flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule.media?.mediaText.includes('prefers-color-scheme')));

  async function followTheme() {
    const media = { dark: 'all', light: 'not all' }[doc.documentElement.dataset.theme];
    for (const rule of await darkness) rule.media.mediaText = media || '(prefers-color-scheme: dark)';
  }

  const articleId = () => (location.pathname.match(/\/article\/([0-9a-f-]{36})\//) || ['', ''])[1];
  const isEditor = (element) => element?.matches?.('textarea.markdownx-editor') && !element.closest('.empty-form');
  const holderOf = (editor) => editor.closest('.markdownx').querySelector('.markdownx-preview');

  function nameOf(editor) {
    const label = editor.labels[0]?.textContent.replace(':', '').trim() || inWords('text');
    const part = editor.closest('.part')?.querySelector('.part-name')?.textContent;
    return part ? `${part}, ${label}` : label;
  }

  async function paper(editor) {
    const holder = holderOf(editor);
    if (!holder.shadowRoot) {
      const root = holder.attachShadow({ mode: 'open' });
      const page = doc.createElement('div');
      page.className = 'body';
      root.append(page);
      holder.tabIndex = 0;
      holder.setAttribute('role', 'group');
      holder.setAttribute('aria-label', inWords('Preview of {name}', { name: nameOf(editor) }));
      holder.classList.add('shown');
      root.addEventListener('click', (event) => {
        if (event.target.closest('a[href^="#"]')) event.preventDefault();
      });
      root.adoptedStyleSheets = await look;
    }
    return holder.shadowRoot.querySelector('.body');
  }

  function show(page, html) {
    page.innerHTML = html;
    // One Tab leaves the preview, and no link leaves the form.
    for (const link of page.querySelectorAll('a[href], summary')) {
      link.tabIndex = -1;
      if (!link.getAttribute('href')?.startsWith('#')) link.target = '_blank';
    }
    // The references of one preview are no landmark of the form.
    for (const part of page.querySelectorAll('section')) part.removeAttribute('aria-labelledby');
  }

  function say(page, words) {
    const line = doc.createElement('p');
    line.className = 'quiet';
    line.textContent = words;
    page.replaceChildren(line);
  }

  const refusal = (status, text) => status === 403
    ? inWords('you are no longer signed in. Your text is still here; sign in in another tab, then go on.')
    : text.slice(0, 200);

  // Of the pictures only those go along that the text places: their rows may not be saved yet.
  function placed(text, data) {
    for (const row of doc.querySelectorAll('#illustrations-group .part:not(.empty-form)')) {
      const value = (name) => row.querySelector(`[name$="-${name}"]`).value;
      if (!value('picture') || !text.includes(`picture:${value('key')}`)) continue;
      data.append('picture-file', value('picture'));
      for (const name of ['key', 'alt', 'caption', 'credit']) data.append(`picture-${name}`, value(name));
    }
  }

  async function preview(editor) {
    running.get(editor)?.abort();
    const request = new AbortController();
    running.set(editor, request);
    const page = await paper(editor);
    const data = new FormData();
    data.set('content', editor.value);
    data.set('article', articleId());
    placed(editor.value, data);
    const token = doc.querySelector('[name=csrfmiddlewaretoken]').value;
    try {
      const answer = await fetch(editor.dataset.markdownxUrlsPath, {
        method: 'POST', body: data, headers: { 'X-CSRFToken': token }, signal: request.signal,
      });
      const text = await answer.text();
      if (answer.ok) {
        show(page, text);
        lead(editor, holderOf(editor));
      } else say(page, inWords('No preview: {why}', { why: refusal(answer.status, text) }));
    } catch (error) {
      if (error.name !== 'AbortError') say(page, inWords('No preview: the server did not answer. Your text is still here.'));
    }
  }

  const isShown = (editor) => Boolean(holderOf(editor).shadowRoot);
  // Beside the text there is room; where there is none, text and preview take turns.
  const isWanted = (editor) => wide.matches || editor.closest('.markdownx').dataset.view === 'preview';

  const inView = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !wide.matches) continue;
      inView.unobserve(target);
      if (!isShown(target)) preview(target);
    }
  }, { rootMargin: '300px 0px' });

  const watch = (within) => within.querySelectorAll('textarea.markdownx-editor').forEach((editor) => {
    if (isEditor(editor)) inView.observe(editor);
  });

  doc.addEventListener('focusin', ({ target }) => {
    if (isEditor(target) && !isShown(target) && isWanted(target)) preview(target);
  });

  doc.addEventListener('desk:preview', ({ target }) => preview(target));
  wide.addEventListener('change', () => watch(doc));

  doc.addEventListener('input', ({ target }) => {
    if (!isEditor(target) || !isWanted(target)) return;
    clearTimeout(waiting.get(target));
    waiting.set(target, setTimeout(() => preview(target), 400));
  });

  // Text and preview scroll in step, whichever is moved; what only followed leads nobody back.
  const followed = new WeakMap();

  function lead(from, to) {
    const part = from.scrollTop / Math.max(1, from.scrollHeight - from.clientHeight);
    const before = to.scrollTop;
    to.scrollTo({ top: part * (to.scrollHeight - to.clientHeight), behavior: 'instant' });
    if (to.scrollTop !== before) followed.set(to, to.scrollTop);
  }

  doc.addEventListener('scroll', ({ target }) => {
    const editor = isEditor(target) ? target : target.matches?.('.markdownx-preview.shown') && target.closest('.markdownx').querySelector('textarea');
    if (!editor || !isShown(editor)) return;
    const isEcho = followed.has(target) && Math.abs(followed.get(target) - target.scrollTop) < 1;
    followed.delete(target);
    if (!isEcho) lead(target, target === editor ? holderOf(editor) : editor);
  }, true);

  // Rows: named by what they say, moved by button

  const ROWS = '.inline-related:not(.empty-form, .tabular), tr.form-row:not(.empty-form)';
  const NAMES = '.field-heading input, .field-date input, .field-title input, td.field-label input, .field-key input, .rows-input td:first-child input';
  const rowsOf = (group) => [...group.querySelectorAll(ROWS)];

  // One line tells it all: the scripts that help while writing have it too.
  function tell(sentence) {
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

  function button(sign, step) {
    const made = doc.createElement('button');
    made.type = 'button';
    made.className = 'move';
    made.dataset.step = String(step);
    made.textContent = sign;
    return made;
  }

  function rename(row) {
    const said = [...row.querySelectorAll(NAMES)].filter((input) => input.type !== 'hidden').map((input) => input.value.trim());
    const name = said.filter(Boolean).join(' ') || inWords('new');
    const title = row.querySelector('.part-name');
    if (title) title.textContent = name;
    for (const made of row.querySelectorAll('button.move')) {
      made.title = made.dataset.step < 0 ? inWords('Move up') : inWords('Move down');
      made.setAttribute('aria-label', `${made.title}: ${name}`);
    }
  }

  function equip(row) {
    const place = row.querySelector('input.position');
    if (!place || row.querySelector('.moves')) return;
    const moves = doc.createElement('span');
    moves.className = 'moves';
    moves.append(button('↑', -1), button('↓', 1));
    place.type = 'hidden';
    const line = place.closest('.form-row');
    if (!line?.matches('tr')) line?.classList.add('hidden');
    const tools = row.querySelector('.part-tools');
    if (tools) tools.prepend(moves);
    else place.after(moves);
    const away = row.querySelector('a.inline-deletelink');
    if (away && tools) tools.append(away.parentElement === row ? away : away.parentElement);
    rename(row);
  }

  function mark(group) {
    const rows = rowsOf(group);
    rows.forEach((row, index) => row.querySelectorAll('button.move').forEach((made) => {
      const last = made.dataset.step < 0 ? 0 : rows.length - 1;
      made.setAttribute('aria-disabled', String(index === last));
    }));
  }

  function number(group) {
    rowsOf(group).forEach((row, index) => {
      const place = row.querySelector('input.position');
      if (place) place.value = String(index + 1);
    });
    mark(group);
  }

  function move(pressed) {
    const row = pressed.closest(ROWS);
    const group = row.closest('.inline-group');
    const rows = rowsOf(group);
    const step = Number(pressed.dataset.step);
    const other = rows[rows.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    number(group);
    pressed.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
    dirty = true;
    row.dispatchEvent(new CustomEvent('desk:moved', { bubbles: true }));
    tell(inWords('Moved to place {place} of {total}.', { place: rowsOf(group).indexOf(row) + 1, total: rows.length }));
  }

  // Folding all parts of a group at once

  function folder(group) {
    const heading = group.querySelector('.inline-heading');
    if (!heading || !group.querySelector('.part')) return;
    const made = doc.createElement('button');
    made.type = 'button';
    made.className = 'fold';
    made.textContent = inWords('Fold all');
    made.setAttribute('aria-label', `${made.textContent}: ${heading.textContent.trim()}`);
    heading.after(made);
  }

  function fold(pressed) {
    const folds = pressed.textContent === inWords('Fold all');
    const group = pressed.closest('.inline-group');
    group.querySelectorAll('.part:not(.empty-form) > details').forEach((part) => { part.open = !folds; });
    pressed.textContent = folds ? inWords('Open all') : inWords('Fold all');
    pressed.setAttribute('aria-label', `${pressed.textContent}: ${group.querySelector('.inline-heading').textContent.trim()}`);
  }

  doc.addEventListener('click', ({ target }) => {
    const pressed = target.closest?.('button.move, button.fold');
    if (pressed?.matches('.move')) move(pressed);
    else if (pressed) fold(pressed);
  });

  // Django's own buttons are links: let the space bar press them too.
  doc.addEventListener('keydown', (event) => {
    if (event.key !== ' ' || !event.target.matches?.('a[role=button]')) return;
    event.preventDefault();
    event.target.click();
  });

  doc.addEventListener('input', ({ target }) => {
    const row = target.matches?.(NAMES) && target.closest(ROWS);
    if (row) rename(row);
  });

  // Alt and Shift with an arrow move the row that one is working in.
  doc.addEventListener('keydown', (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const row = step && event.altKey && event.shiftKey && event.target.closest?.(ROWS);
    const pressed = row && row.querySelector(`button.move[data-step="${step}"]`);
    if (!pressed) return;
    event.preventDefault();
    const { target } = event;
    move(pressed);
    target.focus({ preventScroll: true });
  });

  doc.addEventListener('desk:row', ({ target }) => {
    equip(target);
    number(target.closest('.inline-group'));
  });

  doc.addEventListener('formset:added', ({ target }) => {
    if (!target.matches?.(ROWS)) return;
    equip(target);
    watch(target);
    number(target.closest('.inline-group'));
    target.querySelector('input:not([type=hidden]), textarea')?.focus();
  });

  doc.addEventListener('formset:removed', ({ detail }) => {
    const group = doc.getElementById(`${detail.formsetName}-group`);
    if (!group) return;
    number(group);
    group.querySelector('.add-row a')?.focus();
  });

  // Words to look at: named by the address or by a button, by part and id and code points

  const ROWS_OF = { infobox: 'infobox', section: 'sections', event: 'events' };

  function fieldOf(name) {
    const [part, id] = name.split(':');
    if (!ROWS_OF[part]) return doc.getElementById(`id_${part}`);
    const ids = [...doc.querySelectorAll(`input[name^="${ROWS_OF[part]}-"][name$="-id"]`)];
    const row = ids.find((input) => input.value === id);
    return row && doc.getElementById(`id_${row.name.slice(0, -3)}-text`);
  }

  function rangeOf(value, from, to, words) {
    const place = (count) => [...value].slice(0, count).join('').length;
    const [start, end] = [place(from), place(to)];
    if (!words || value.slice(start, end) === words) return [start, end];
    const near = value.indexOf(words, Math.max(0, start - 2 * words.length));
    const at = near < 0 ? value.indexOf(words) : near;
    return at < 0 ? null : [at, at + words.length];
  }

  function lookAt(name, from, to, words) {
    const field = fieldOf(name);
    if (!field) return;
    for (let fold = field.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    const range = rangeOf(field.value, from, to, words);
    field.focus();
    if (range) {
      // A field scrolls to its caret when it is given focus, not when words are selected.
      field.setSelectionRange(range[0], range[0]);
      field.blur();
      field.focus();
      field.setSelectionRange(...range);
    }
    field.scrollIntoView({ block: field.offsetHeight > innerHeight / 2 ? 'start' : 'center' });
  }

  function lookWhereAsked() {
    const asked = new URLSearchParams(location.hash.slice(1));
    if (asked.has('field')) lookAt(asked.get('field'), Number(asked.get('from')), Number(asked.get('to')), '');
  }

  doc.addEventListener('click', ({ target }) => {
    const { field, from, to, selects } = target.closest?.('button[data-field]')?.dataset || {};
    if (field) lookAt(field, Number(from), Number(to), selects);
  });
  addEventListener('hashchange', lookWhereAsked);

  // Leaving with words unsaved

  let dirty = false;
  doc.addEventListener('input', ({ target }) => { if (['article_form', 'kind_form'].includes(target.form?.id)) dirty = true; });
  doc.addEventListener('submit', ({ submitter }) => { if (submitter?.formTarget !== '_blank') dirty = false; });
  addEventListener('beforeunload', (event) => { if (dirty) event.preventDefault(); });

  function start() {
    tell('');
    doc.querySelectorAll(ROWS).forEach(equip);
    doc.querySelectorAll('.inline-group').forEach((group) => { mark(group); folder(group); });
    watch(doc);
    dirty = Boolean(doc.querySelector('.errornote, .collisions'));
    lookWhereAsked();
    followTheme();
    new MutationObserver(followTheme).observe(doc.documentElement, { attributeFilter: ['data-theme'] });
  }

  // Django's own scripts run when the page is ready, and add links that we move: run after them,
  // in the order of jQuery, which keeps its own time.
  const ready = window.django?.jQuery;
  if (ready) ready(start);
  else if (doc.readyState === 'complete') start();
  else addEventListener('load', start);
})();
