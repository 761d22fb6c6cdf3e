// n or j: the next change; p or k: the one before. A box switches the keys off (WCAG 2.1.4).
(() => {
  const d = document, changes = [...d.querySelectorAll('.change[id], .lane tr[id]')];
  const box = d.getElementById('keys'), status = d.getElementById('keys-status');
  if (!box || !changes.length) return;
  const store = (() => { try { return localStorage; } catch { return {}; } })();
  box.checked = store.compareKeys !== 'off';
  box.parentElement.hidden = false;
  box.addEventListener('change', () => {
    try { store.compareKeys = box.checked ? 'on' : 'off'; } catch { /* kept for this page alone */ }
  });
  const step = { n: 1, j: 1, p: -1, k: -1 };
  const place = forward => {
    const at = changes.findIndex(c => '#' + c.id === location.hash);
    if (at >= 0) return at;
    const below = changes.findIndex(c => c.getBoundingClientRect().top > 0);
    return forward > 0 ? (below < 0 ? changes.length : below) - 1 : below < 0 ? changes.length : below;
  };
  d.addEventListener('keydown', e => {
    const by = step[e.key];
    if (!by || !box.checked || e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')) return;
    const to = place(by) + by;
    if (!changes[to]) {
      status.textContent = by > 0 ? status.dataset.last : status.dataset.first;
      return;
    }
    location.replace('#' + changes[to].id);
    changes[to].tabIndex = -1;
    changes[to].focus({ preventScroll: true });
    status.textContent = status.dataset.at.replace('{number}', to + 1).replace('{total}', changes.length);
  });
})();
