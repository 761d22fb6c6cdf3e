// Comments at the desk: words are selected in a sentence, and the form opens beneath it.
// Without this script the link of a sentence leads to the same form.
(() => {
  'use strict';
  const doc = document;
  const template = doc.getElementById('comment-template');
  if (!template) return;

  const flat = (text) => text.replace(/\s+/g, ' ').trim();
  const sentenceOf = (node) => (node?.nodeType === 1 ? node : node?.parentElement)?.closest('[data-words]');

  const offer = doc.createElement('button');
  offer.type = 'button';
  offer.className = 'button offer';
  offer.textContent = inWords('Comment on these words');
  offer.hidden = true;

  function open(passage, words) {
    const other = doc.getElementById('comment') || doc.getElementById('comment-new');
    const typed = other?.querySelector('[data-field="text"]').value || '';
    other?.remove();
    const form = template.content.firstElementChild.cloneNode(true);
    const field = (name) => form.querySelector(`[data-field="${name}"]`);
    form.action = `#${passage.id}`;
    field('on').value = passage.dataset.on;
    field('words').value = words;
    field('text').value = typed;
    passage.querySelector('.said').append(form);
    field('text').focus();
  }

  // The words that are selected, if they stand in one sentence.
  function selected() {
    const selection = doc.getSelection();
    if (!selection || selection.isCollapsed) return null;
    const sentence = sentenceOf(selection.anchorNode);
    const words = flat(selection.toString());
    if (!sentence || !words || sentenceOf(selection.focusNode) !== sentence) return null;
    return { sentence, words };
  }

  doc.addEventListener('selectionchange', () => {
    const found = selected();
    offer.hidden = !found;
    const line = found?.sentence.closest('.words');
    if (line && offer.previousElementSibling !== line) line.after(offer);
  });

  // Pressing the button must not take the selection away before it is read.
  offer.addEventListener('pointerdown', (event) => event.preventDefault());
  offer.addEventListener('click', () => {
    const found = selected();
    offer.hidden = true;
    if (found) open(found.sentence.closest('.passage'), found.words);
  });

  doc.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-comment]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.closest('.passage'), '');
  });
})();
