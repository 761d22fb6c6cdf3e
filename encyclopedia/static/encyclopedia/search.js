// Titles that begin as the words typed do, offered by the browser's own list.
(() => {
  const field = document.querySelector('[data-suggest]'), list = document.getElementById('titles');
  if (!field || !list) return;
  let wait, asked = '';
  field.addEventListener('input', () => {
    clearTimeout(wait);
    wait = setTimeout(async () => {
      const words = field.value.trim();
      if (words === asked || words.length < 2) return;
      asked = words;
      try {
        const answer = await fetch(field.dataset.suggest + '?q=' + encodeURIComponent(words));
        const [, titles] = await answer.json();
        if (asked === words) list.replaceChildren(...titles.map(title => new Option('', title)));
      } catch { list.replaceChildren(); }
    }, 150);
  });
})();
