// The citation under the pointer, beside it or in the column beside the text; the contents folded
// where they would push the text away; sharing and printing, which nothing but a script can do.
(() => {
  const d = document, $ = s => d.querySelector(s), all = (s, e = d) => [...e.querySelectorAll(s)];
  const target = a => d.getElementById(decodeURIComponent(a.hash.slice(1)));
  const root = d.documentElement, page = $('.page');
  const toc = $('.toc details'), note = 'a[role=doc-noteref]', wide = matchMedia('(min-width:76rem)');
  if (toc && !wide.matches) toc.open = false;
  if (toc && !CSS.supports('selector(:target-current)') && 'IntersectionObserver' in window) {
    const links = new Map(all('a', toc).map(a => [target(a), a]));
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
  for (const b of all('button[data-do]')) {
    const url = $('link[rel=canonical]')?.href || location.origin + location.pathname, nav = navigator;
    b.hidden = b.dataset.do === 'share' && !nav.share && !nav.clipboard;
    b.onclick = async () => {
      if (b.dataset.do === 'print') return print();
      if (nav.share) return nav.share({ title: d.title, url }).catch(() => {});
      await nav.clipboard.writeText(url);
      b.textContent = b.dataset.done;
    };
  }
  const p = $('#pop'), side = $('#side'), box = $('.rail:not(#side)');
  if (!p || !p.showPopover) return;
  let on, off, cur, at, calm;
  const fill = (into, a) => {
    const r = target(a);
    if (!r) return false;
    into.replaceChildren(...r.cloneNode(true).childNodes);
    Object.assign(into, { lang: page.lang, dir: page.dir });
    all('[id]', into).forEach(e => e.removeAttribute('id'));
    const use = a.id.slice(a.id.lastIndexOf('-') + 1);
    all('[data-uses]', into).forEach(e => { if (!e.dataset.uses.split(' ').includes(use)) e.remove(); });
    all('details', into).forEach(e => { if (e.querySelector('blockquote')) e.open = true; else e.remove(); });
    const more = d.createElement('p'), link = d.createElement('a');
    Object.assign(more, { lang: root.lang, dir: root.dir });
    link.href = a.hash;
    link.textContent = a.closest('.cite') ? p.dataset.full : p.dataset.notes;
    more.append(link);
    into.append(more);
    return true;
  };
  const place = a => {
    if (getComputedStyle(p).position === 'fixed') { p.style.left = p.style.top = ''; return; }
    const b = a.getBoundingClientRect(), w = p.offsetWidth;
    const below = innerHeight - b.bottom - 16, above = b.top - 16;
    const under = p.offsetHeight <= below || below >= above;
    p.style.maxHeight = Math.max(96, under ? below : above) + 'px';
    const x = Math.min(Math.max(16, b.left - 24), root.clientWidth - w - 16);
    const y = under ? b.bottom + 8 : b.top - p.offsetHeight - 8;
    p.style.left = x + scrollX + 'px';
    p.style.top = y + scrollY + 'px';
  };
  const show = a => {
    if (a === at || !fill(p, a)) return;
    p.style.maxHeight = '';
    cur = a;
    p.showPopover();
    place(a);
  };
  const hide = () => { clearTimeout(on); if (p.matches(':popover-open')) p.hidePopover(); cur = null; };
  const open = a => {
    if (!fill($('#side div'), a)) return;
    if (at) at.removeAttribute('aria-current');
    at = a;
    a.setAttribute('aria-current', 'true');
    $('#side h2 span').textContent = a.textContent;
    side.hidden = false;
    if (box) box.hidden = true;
    side.scrollTop = 0;
  };
  const close = () => {
    if (!at) return;
    at.removeAttribute('aria-current');
    side.hidden = true;
    if (box) box.hidden = false;
    calm = true;
    at.focus({ preventScroll: true });
    calm = at = null;
  };
  wide.onchange = close;
  if (side) side.onclick = e => {
    const step = +e.target.dataset.step;
    if (step === 0) return close();
    if (!step) return;
    const marks = all('.cite a[id]').filter(a => a.getClientRects().length);
    open(marks.at((marks.indexOf(at) + step) % marks.length));
    at.scrollIntoView({ block: 'center' });
  };
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
    if (a && !calm && a.matches(':focus-visible')) show(a);
    else if (!e.target.closest('#pop')) hide();
  });
  d.addEventListener('keydown', e => { if (e.key === 'Escape') { if (cur) hide(); else close(); } });
  d.addEventListener('click', e => {
    const a = e.target.closest(note);
    // Enter, which has no count of clicks, follows the link.
    if (a && side && wide.matches && e.detail && a.closest('.cite') && !e.ctrlKey && !e.metaKey && !e.shiftKey) {
      e.preventDefault();
      hide();
      open(a);
      side.focus({ preventScroll: true });
    } else if (a && matchMedia('(pointer: coarse)').matches && cur !== a) { e.preventDefault(); show(a); }
    else if (!e.target.closest('#pop') || e.target.closest('#pop a')) hide();
  });
})();
