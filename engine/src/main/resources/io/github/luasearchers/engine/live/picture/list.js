// The list of all modules, which a search narrows. It is plain text on the page: the browser's own
// search finds it too.
const orders = {
  name: (a, b) => a.name < b.name ? -1 : 1,
  load: (a, b) => a.id - b.id,
  self: (a, b) => b.self - a.self || a.id - b.id,
  closure: (a, b) => b.closure - a.closure || a.id - b.id
};

function hits() {
  const terms = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
  const order = byId('order').value;
  return modules.filter(module => {
    const text = (module.name + ' ' + module.origin).toLowerCase();
    return terms.every(term => text.includes(term));
  }).sort(orders[order]);
}

function fillList() {
  const found = hits();
  const order = byId('order').value;
  const cost = module => order === 'load' ? String(module.id + 1)
    : time(order === 'closure' ? module.closure : module.self);
  byId('hits').textContent = found.length === modules.length ? count(found.length, 'module')
    : found.length + ' of ' + modules.length;
  byId('list').replaceChildren(...found.map(module => element('li', {}, row(module.id, cost(module)))));
  markChosen();
}

function markChosen() {
  for (const each of document.querySelectorAll('#list .row')) {
    const chosen = state.chosen === 'm' + each.dataset.module;
    each.classList.toggle('chosen', chosen);
    if (chosen) each.scrollIntoView({ block: 'nearest' });
  }
}

function startList() {
  const search = byId('search');
  search.addEventListener('input', fillList);
  byId('order').addEventListener('change', fillList);
  search.addEventListener('keydown', event => {
    const first = document.querySelector('#list .row');
    if (event.key === 'Enter' && first) first.click();
    if (event.key === 'ArrowDown' && first) { first.focus(); event.preventDefault(); }
    if (event.key === 'Escape') { search.value = ''; fillList(); event.stopPropagation(); }
  });
  byId('list').addEventListener('keydown', event => {
    const item = document.activeElement.closest('li');
    const next = event.key === 'ArrowDown' ? item.nextElementSibling
      : event.key === 'ArrowUp' ? item.previousElementSibling : null;
    if (next) { next.firstElementChild.focus(); event.preventDefault(); }
    else if (event.key === 'ArrowUp') { search.focus(); event.preventDefault(); }
  });
  fillList();
}
