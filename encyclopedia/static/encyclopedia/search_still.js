// Search without a server: the words typed are looked up in small files, and only in theirs.
(() => {
  const field = document.getElementById('q'), said = document.getElementById('said'), list = document.getElementById('found');
  if (!field || !list) return;
  said.textContent = '';
  const typed = (new URLSearchParams(location.search).get('q') || '').trim().slice(0, 200);
  field.value = typed;
  if (!typed) return;
  const spelt = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ı: 'i', æ: 'ae', œ: 'oe', ð: 'd', þ: 't', ŧ: 't' };
  const alone = '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u3100-\\u312f\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{3ffff}';
  const word = new RegExp('(?=[\\p{L}\\p{N}])(?:[' + alone + ']|(?:(?![' + alone + '])[\\p{L}\\p{N}])+)', 'gu');
  const fold = text => text.toLowerCase().normalize('NFKD').replace(/\p{M}|(?<=\d)[.,](?=\d)/gu, '').replace(/[ßøłđħıæœðþŧ]/g, sign => spelt[sign]);
  // Code points, as the files are sorted; the operators of texts compare UTF-16.
  const order = (a, b) => {
    const x = [...a], y = [...b], end = Math.min(x.length, y.length);
    for (let i = 0; i < end; i++) if (x[i] !== y[i]) return x[i].codePointAt(0) - y[i].codePointAt(0);
    return x.length - y.length;
  };
  const read = async name => {
    const answer = await fetch('/search/' + name + '.json');
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };
  const lookUp = async (asked, index) => {
    const begins = asked.length > 2, weights = new Map();
    const files = index.firsts.map((first, at) => at).filter(at => {
      const next = index.firsts[at + 1];
      const early = order(index.firsts[at], asked) <= 0 || (begins && index.firsts[at].startsWith(asked));
      return early && (next === undefined || order(next, asked) > 0 || (begins && next.startsWith(asked)));
    });
    for (const words of await Promise.all(files.map(at => read('words-' + at))))
      for (const [known, places] of Object.entries(words))
        if (known === asked || (begins && known.startsWith(asked)))
          for (let i = 0; i < places.length; i += 2)
            weights.set(places[i], Math.max(weights.get(places[i]) || 0, places[i + 1] * (known === asked ? 2 : 1)));
    return weights;
  };
  const show = ([url, title, description]) => {
    const entry = document.createElement('li'), heading = document.createElement('h2'), link = document.createElement('a'), name = document.createElement('bdi');
    link.href = url; name.textContent = title; link.append(name); heading.append(link); entry.append(heading);
    if (description) { const line = document.createElement('p'); line.className = 'quiet'; line.dir = 'auto'; line.textContent = description; entry.append(line); }
    return entry;
  };
  (async () => {
    const asked = [...new Set(fold(typed).match(word) || [])].slice(0, 16);
    const index = await read('index'), each = await Promise.all(asked.map(one => lookUp(one, index)));
    const [first = new Map(), ...rest] = each;
    const found = [...first.keys()].filter(at => rest.every(weights => weights.has(at)))
      .map(at => [each.reduce((sum, weights) => sum + weights.get(at), 0), at])
      .sort((a, b) => b[0] - a[0] || a[1] - b[1]).map(([, at]) => at);
    const shown = found.slice(0, 50), files = [...new Set(shown.map(at => Math.floor(at / index.each)))];
    const articles = new Map(await Promise.all(files.map(async at => [at, await read('articles-' + at)])));
    list.replaceChildren(...shown.map(at => show(articles.get(Math.floor(at / index.each))[at % index.each])));
    const { none, some, many } = said.dataset;
    said.textContent = !found.length ? none : found.length > shown.length ? many : some.replace('0', found.length);
  })().catch(() => { said.textContent = said.dataset.failed; });
})();
