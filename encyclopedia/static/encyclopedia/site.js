// The citation under the pointer, beside it; the contents folded where they would push the text away.
(() => {
  const d = document, toc = d.querySelector('.toc details'), note = 'a[role=doc-noteref]';
  if (toc && innerWidth < 1216) toc.open = false;
  if (toc && !CSS.supports('selector(:target-current)') && 'IntersectionObserver' in window) {
    const links = new Map([...toc.querySelectorAll('a')].map(a => [d.getElementById(decodeURIComponent(a.hash.slice(1))), a]));
    let now;
    const seen = new IntersectionObserver(entries => {
      for (const e of entries) if (e.isIntersecting) {
        if (now) now.removeAttribute('aria-current');
        now = links.get(e.target);
        now.setAttribute('aria-current', 'true');
      }
    }, { rootMargin: '0px 0px -70% 0px' });
    for (const heading of links.keys()) if (heading) seen.observe(heading);
  }
  const p = d.getElementById('pop');
  if (!p || !p.showPopover) return;
  let on, off, cur;
  const place = a => {
    if (getComputedStyle(p).position === 'fixed') { p.style.left = p.style.top = ''; return; }
    const b = a.getBoundingClientRect(), w = p.offsetWidth;
    const below = innerHeight - b.bottom - 16, above = b.top - 16;
    const under = p.offsetHeight <= below || below >= above;
    p.style.maxHeight = Math.max(96, under ? below : above) + 'px';
    const x = Math.min(Math.max(16, b.left - 24), d.documentElement.clientWidth - w - 16);
    const y = under ? b.bottom + 8 : b.top - p.offsetHeight - 8;
    p.style.left = x + scrollX + 'px';
    p.style.top = y + scrollY + 'px';
  };
  const show = a => {
    const r = d.getElementById(decodeURIComponent(a.hash.slice(1)));
    if (!r) return;
    p.replaceChildren(...r.cloneNode(true).childNodes);
    p.querySelectorAll('[id]').forEach(e => e.removeAttribute('id'));
    const use = a.id.slice(a.id.lastIndexOf('-') + 1);
    p.querySelectorAll('[data-uses]').forEach(e => { if (!e.dataset.uses.split(' ').includes(use)) e.remove(); });
    p.querySelectorAll('details').forEach(e => { if (e.querySelector('blockquote')) e.open = true; else e.remove(); });
    p.style.maxHeight = '';
    const more = d.createElement('p'), link = d.createElement('a');
    link.href = a.hash;
    link.textContent = a.closest('.cite') ? p.dataset.source : p.dataset.notes;
    more.append(link);
    p.append(more);
    cur = a;
    p.showPopover();
    place(a);
  };
  const hide = () => { if (p.matches(':popover-open')) p.hidePopover(); cur = null; };
  d.addEventListener('pointerover', e => {
    if (e.pointerType === 'touch') return;
    const a = e.target.closest(note);
    if (a) { clearTimeout(off); clearTimeout(on); on = setTimeout(show, 150, a); }
    else if (e.target.closest('#pop')) clearTimeout(off);
  });
  d.addEventListener('pointerout', e => {
    if (e.pointerType === 'touch' || !e.target.closest(note + ',#pop')) return;
    clearTimeout(on);
    clearTimeout(off);
    off = setTimeout(hide, 300);
  });
  d.addEventListener('focusin', e => {
    const a = e.target.closest(note);
    if (a && a.matches(':focus-visible')) show(a);
    else if (!e.target.closest('#pop')) hide();
  });
  d.addEventListener('keydown', e => { if (e.key === 'Escape') hide(); });
  d.addEventListener('click', e => {
    const a = e.target.closest(note);
    if (a && matchMedia('(pointer: coarse)').matches && cur !== a) { e.preventDefault(); show(a); }
    else if (!e.target.closest('#pop') || e.target.closest('#pop a')) hide();
  });
})();
