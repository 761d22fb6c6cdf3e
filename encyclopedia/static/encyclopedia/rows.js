// The rows of a small table: one more, made of the last.
const doc = document;

function renumber(element, from, to) {
  for (const name of ['name', 'id', 'for']) {
    const value = element.getAttribute(name);
    if (value) element.setAttribute(name, value.replace(`-${from}-`, `-${to}-`));
  }
}

function add(holder) {
  const rows = [...holder.querySelectorAll('tbody > tr')];
  const last = rows.reduce((a, b) => (numberOf(b) > numberOf(a) ? b : a));
  const made = last.cloneNode(true);
  const from = numberOf(last);
  made.querySelectorAll('[name], [id], [for]').forEach((each) => renumber(each, from, from + 1));
  made.querySelectorAll('input[type=text]').forEach((input) => { input.value = ''; });
  made.querySelectorAll('input[type=checkbox]').forEach((input) => { input.checked = false; });
  made.querySelector('.moves')?.remove();
  holder.querySelector('tbody').append(made);
  made.dispatchEvent(new CustomEvent('desk:row', { bubbles: true }));
  made.querySelector('input[type=text]').focus();
}

const numberOf = (row) => Number(row.querySelector('[name]').name.match(/-(\d+)-/)[1]);

for (const holder of doc.querySelectorAll('[data-rows]')) {
  const made = doc.createElement('button');
  made.type = 'button';
  made.className = 'button quiet add';
  made.textContent = inWords('Add a row');
  made.addEventListener('click', () => add(holder));
  holder.append(made);
}
