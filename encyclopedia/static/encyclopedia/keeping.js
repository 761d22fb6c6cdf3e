// What is typed is kept: on the server two seconds later, in this browser until the server has it.
// The script also tells who else is here, suggests a summary, and shows changes without leaving.
(() => {
  'use strict';
  const doc = document;
  const SOON = 300; // milliseconds until the browser has it
  const THEN = 2000; // and the server
  const AGAIN = 10000;
  const BEAT = 45000;
  const OLDEST = 30 * 24 * 3600 * 1000;

  let form;
  let place;
  let sent = false;
  let out = false; // signed out, as far as the server last said
  let running;
  let timers = {};
  let last = '';

  const field = (name) => form.elements[name];
  const token = () => field('csrfmiddlewaretoken').value;
  const opened = () => field('ticket').value.split('.')[0];
  const prefix = () => `draft:${place.dataset.user}:${place.dataset.article}:`;
  const key = () => prefix() + opened();

  function say(words, link) {
    const line = doc.querySelector('[data-kept]');
    if (!line) return;
    line.textContent = words;
    if (!link) return;
    const leads = doc.createElement('a');
    leads.href = link;
    leads.target = '_blank';
    leads.textContent = inWords('Sign in');
    line.append(' ', leads);
  }

  // Words, as pairs of name and value; the token is not among them, for it is no one's words.
  const typed = () => [...new FormData(form)].filter(([name, value]) => typeof value === 'string'
    && name !== 'csrfmiddlewaretoken' && !name.includes('__prefix__'));

  function bodyOf(pairs) {
    const data = new FormData();
    for (const [name, value] of pairs) data.append(name, value);
    return data;
  }

  // Who signed in again in another tab has another token: the server tells it, and the form goes on with it.
  async function post(url, data, more = {}) {
    const send = () => fetch(url, { method: 'POST', body: data, headers: { 'X-CSRFToken': token() }, ...more });
    const answer = await send();
    const fresh = answer.status === 403 && answer.headers.get('X-CSRFToken');
    if (!fresh) return answer;
    for (const each of doc.querySelectorAll('[name=csrfmiddlewaretoken]')) each.value = fresh;
    return send();
  }

  // In this browser

  function shelve(pairs) {
    try {
      localStorage.setItem(key(), JSON.stringify({ at: Date.now(), pairs }));
    } catch {
      // No room, or none allowed: the server has the words soon.
    }
  }

  function unshelve(name) {
    try {
      localStorage.removeItem(name);
    } catch {
      // Then nothing was shelved either.
    }
  }

  function shelved() {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(prefix()))
        .map((name) => [name, JSON.parse(localStorage.getItem(name))]);
    } catch {
      return [];
    }
  }

  // On the server

  const clock = (moment) => new Date(moment).toLocaleTimeString(doc.documentElement.lang, { hour: '2-digit', minute: '2-digit' });

  function heard(state) {
    if (state.news !== undefined) tell(state.news);
    if (state.suggestion !== undefined) suggest(state.suggestion);
  }

  function tell(html) {
    const news = doc.getElementById('news');
    if (news && news.innerHTML.trim() !== html.trim()) news.innerHTML = html;
  }

  const refused = (answer) => {
    if (answer.status !== 403) return inWords('This could not be kept on the server; this browser has it.');
    return answer.headers.get('X-Kept') === '1'
      ? inWords('You are signed out. What you typed is kept for you.')
      : inWords('You are signed out. What you typed is kept in this browser.');
  };

  async function keep() {
    const pairs = typed();
    const now = JSON.stringify(pairs);
    if (sent || now === last) return;
    running?.abort();
    running = new AbortController();
    try {
      const answer = await post(place.dataset.draft, bodyOf(pairs), { signal: running.signal });
      out = answer.status === 403;
      if (!answer.ok) {
        say(refused(answer), out ? '/admin/login/' : '');
        return;
      }
      const state = await answer.json();
      heard(state);
      if (!state.kept) {
        if (!state.saved) timers.then = setTimeout(keep, AGAIN);
        return;
      }
      last = now;
      unshelve(key());
      say(inWords('Kept for you at {time}; not saved yet.', { time: clock(state.at) }));
    } catch (error) {
      if (error.name === 'AbortError') return;
      say(inWords('The server did not answer. What you typed is kept in this browser.'));
      timers.then = setTimeout(keep, AGAIN);
    }
  }

  function changed() {
    if (sent) return;
    clearTimeout(timers.soon);
    clearTimeout(timers.then);
    timers.soon = setTimeout(() => shelve(typed()), SOON);
    timers.then = setTimeout(keep, THEN);
  }

  async function beat() {
    if (!doc.hidden && out) {
      last = '';
      await keep();
    }
    if (doc.hidden || !place.dataset.here) return;
    const data = new FormData();
    data.set('base', field('base').value);
    try {
      const answer = await post(place.dataset.here, data);
      if (answer.ok && !answer.redirected) heard(await answer.json());
    } catch {
      // Who else is here is told at the next beat.
    }
  }

  // Words that an earlier form left in this browser: the server takes them, and offers them.
  async function recover() {
    for (const [name, found] of shelved()) {
      if (name === key() || !found?.pairs) continue;
      if (Date.now() - found.at > OLDEST) {
        unshelve(name);
        continue;
      }
      try {
        const data = bodyOf(found.pairs);
        data.set('_late', '1');
        const answer = await post(place.dataset.draft, data);
        if (!answer.ok) continue;
        const state = await answer.json();
        if (state.kept || state.saved) unshelve(name);
        if (state.offers !== undefined) doc.getElementById('kept-offers').innerHTML = state.offers;
      } catch {
        return;
      }
    }
  }

  // The summary

  function suggest(words) {
    const shown = doc.querySelector('[data-suggested]');
    if (!shown) return;
    shown.hidden = !words;
    shown.querySelector('[data-suggestion]').textContent = words;
  }

  function take() {
    const words = doc.querySelector('[data-suggestion]').textContent;
    const summary = field('summary');
    if (summary.value.includes(words)) return;
    summary.focus();
    summary.setSelectionRange(summary.value.length, summary.value.length);
    const added = summary.value.trim() ? `; ${words}` : words;
    // Typed as by hand, so that undo takes it back.
    if (!doc.execCommand('insertText', false, added)) summary.value += added;
  }

  function button() {
    const shown = doc.querySelector('[data-suggested]');
    if (!shown) return;
    const made = doc.createElement('button');
    made.type = 'button';
    made.className = 'use';
    made.textContent = inWords('Use it');
    made.addEventListener('click', take);
    shown.append(' ', made);
  }

  // Changes, shown without leaving

  async function show() {
    const holder = doc.getElementById('changes');
    say(inWords('Comparing…'));
    const answer = await post(holder.dataset.changes, new FormData(form));
    if (!answer.ok || answer.redirected) {
      say(refused(answer), answer.status === 403 || answer.redirected ? '/admin/login/' : '');
      return;
    }
    doc.getElementById('merged')?.remove();
    holder.innerHTML = await answer.text();
    const suggestion = holder.querySelector('[data-suggests]');
    if (suggestion) suggest(suggestion.dataset.suggests);
    say('');
    holder.firstElementChild.focus({ preventScroll: true });
    holder.scrollIntoView({ block: 'start' });
  }

  // Sending, once

  function submitted(event) {
    if (event.target !== form) return;
    const { submitter } = event;
    if (submitter?.formTarget === '_blank') return;
    if (submitter?.name === '_changes' && !form.dataset.plainly) {
      event.preventDefault();
      show().catch(() => {
        form.dataset.plainly = '1';
        form.requestSubmit(submitter);
      });
      return;
    }
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    clearTimeout(timers.soon);
    clearTimeout(timers.then);
    running?.abort();
    shelve(typed());
  }

  function start() {
    form = doc.getElementById('article_form');
    place = doc.getElementById('offers');
    if (!form || !place || !field('ticket')) return;
    // A browser that fills in the words of before would put them on another revision.
    form.autocomplete = 'off';
    last = JSON.stringify(typed());
    button();
    doc.addEventListener('input', ({ target }) => { if (target.form === form) changed(); });
    doc.addEventListener('change', ({ target }) => { if (target.form === form) changed(); });
    doc.addEventListener('formset:added', changed);
    doc.addEventListener('formset:removed', changed);
    doc.addEventListener('click', ({ target }) => { if (target.closest?.('button.move')) setTimeout(changed); });
    doc.addEventListener('submit', submitted);
    addEventListener('pageshow', ({ persisted }) => { if (persisted) { sent = false; beat(); } });
    // A form that came back holds words that are not saved.
    if (doc.querySelector('.errornote, .collisions, #changes > section')) {
      last = '';
      field('ticket').dispatchEvent(new Event('input', { bubbles: true }));
    }
    recover().then(beat);
    setInterval(beat, BEAT);
    doc.addEventListener('visibilitychange', beat);
  }

  if (doc.readyState === 'complete') start();
  else addEventListener('load', start);
})();
