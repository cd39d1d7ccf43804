// What is known of the module or the folder that is chosen, or of all of them.
const dot = (kind, title) => element('span', { class: 'dot ' + kind, title });

/** A name that may be broken where its segments are. */
const broken = name => visible(name).split(/(?<=[./])/).flatMap(each => [each, element('wbr')]);

/** A line for a module that chooses it. */
function row(module, cost) {
  const it = modules[module];
  return element('button', { class: 'row', 'data-module': module, title: it.name,
    onclick: () => choose('m' + module) },
  element('span', { class: 'name' }, broken(it.name)),
  it.cycle >= 0 ? dot('cycle', 'in a cycle') : null,
  touched.has(module) ? dot('touched', 'touched by the last reload') : null,
  element('span', { class: 'cost' }, cost === undefined ? time(it.self) : cost));
}

const heading = (text, side) => element('h3', {}, text, element('span', {}, side || ''));

function rows(title, list, side) {
  return list.length ? [heading(title, side === undefined ? String(list.length) : side),
    list.map(each => row(each))] : [];
}

function bar(parts) {
  const sum = parts.reduce((all, [, nanos]) => all + nanos, 0) || 1;
  return element('div', { class: 'bar' }, parts.map(([kind, nanos]) =>
    element('i', { class: kind, style: { width: 100 * nanos / sum + '%' } })));
}

const line = (label, value, kind) => element('tr', {}, element('td', {},
  kind ? element('i', { class: 'swatch ' + kind }) : null, label), element('td', {}, value));

function costs(module) {
  const all = downstream(module.id);
  const run = Math.max(0, module.self - module.find - module.compile);
  const wait = Math.max(0, total(module) - module.self);
  const sizes = [...all.keys()].map(each => modules[each].size).filter(size => size >= 0);
  return [heading('Cost', time(total(module)) + ' to load'),
    bar([['find-time', module.find], ['compile-time', module.compile], ['run-time', run], ['wait-time', wait]]),
    element('table', {}, element('tbody', {},
      line('search and read', time(module.find), 'find-time'),
      line('compile', time(module.compile), 'compile-time'),
      line('run', time(run), 'run-time'),
      line('load what it required', time(wait), 'wait-time'),
      line('itself', time(module.self)),
      line('with all it requires: ' + count(all.size, 'module')
        + (sizes.length ? ', ' + bytes(sizes.reduce((a, b) => a + b)) : ''), time(module.closure))))];
}

function wayTo(module) {
  const way = why(module.id);
  return [heading('Why is this here', way.length > 1 ? count(way.length - 1, 'step') : ''),
    way.length > 1 ? null : element('p', { class: 'muted' }, module.before === -1
      ? 'Only modules required it that are not reached from a script or the host.' : module.gone
      ? visible(module.gone) + ' required it, which is not loaded any more.' : 'A script or the host required it.'),
    element('ol', { class: 'way', id: 'why' }, way.map(each => element('li', {}, row(each)))),
    way.length > 1 ? element('div', { class: 'actions' },
      element('button', { id: 'show-way', onclick: () => reveal(way) }, 'Show the way')) : null];
}

function cycleOf(module) {
  if (module.cycle < 0) return [];
  const group = data.cycles[module.cycle];
  const way = loop(module.id);
  return [heading('In a cycle', count(group.length, 'module')),
    element('p', { class: 'name', id: 'loop' }, [...way, module.id].map(each =>
      visible(modules[each].name)).join(' → ')), rows('All in this cycle', group)];
}

function badges(module) {
  return element('div', { class: 'badges' },
    module.cycle >= 0 ? element('span', { class: 'badge cycle' }, 'cycle') : null,
    touched.has(module.id) ? element('span', { class: 'badge touched' }, 'last reload') : null,
    module.reloads ? element('span', { class: 'badge' }, 'reloaded ' + count(module.reloads, 'time')) : null);
}

function modulePanel(module) {
  const ups = upstream(module.id).size - 1;
  const downs = downstream(module.id).size - 1;
  return [element('h2', { class: 'name' }, visible(module.name)), badges(module),
    element('p', { class: 'name muted' }, visible(module.origin || 'origin not told')),
    element('p', { class: 'muted' }, [module.searcher && 'by ' + visible(module.searcher),
      module.size >= 0 && bytes(module.size), module.sha256 && 'SHA-256 ' + module.sha256.slice(0, 12) + '…',
      'load ' + (module.id + 1) + ' of ' + modules.length].filter(Boolean).join(' · ')),
    element('div', { class: 'actions' },
      element('button', { id: 'show-near', onclick: () => showNear(module.id) }, 'Only its neighbours'),
      element('button', { onclick: () => reveal([module.id]) }, 'Find in graph')),
    wayTo(module), costs(module), cycleOf(module),
    rows('Requires', module.requires, module.requires.length + ' directly, ' + downs + ' in all'),
    module.missing.length ? [heading('Required, not loaded', String(module.missing.length)),
      module.missing.map(each => element('p', { class: 'name muted' }, visible(each)))] : [],
    rows('Required by', module.requiredBy, module.requiredBy.length + ' directly, ' + ups + ' in all')];
}

function folderPanel(folder) {
  const own = new Set(folder.modules);
  const self = folder.modules.reduce((sum, each) => sum + modules[each].self, 0);
  const from = modules.filter(each => !own.has(each.id) && each.requires.some(other => own.has(other)));
  const to = new Set(folder.modules.flatMap(each => modules[each].requires.filter(other => !own.has(other))));
  const open = state.open.has(folder.id);
  return [element('h2', { class: 'name' }, visible(folderName(folder))),
    element('p', { class: 'muted' }, count(folder.modules.length, 'module') + ' · ' + time(self)),
    element('div', { class: 'actions' }, element('button', { id: 'toggle',
      onclick: () => toggle(folder.id) }, open ? 'Close the folder' : 'Open the folder')),
    rows('Modules', [...folder.modules].sort((a, b) => modules[b].self - modules[a].self)),
    rows('Required from outside by', from.map(each => each.id)), rows('Requires outside', [...to])];
}

function folderName(folder) {
  return folder.prefix.endsWith(folder.label) || !folder.prefix ? folder.prefix || folder.label
    : folder.prefix + ' · ' + folder.label;
}

function overview() {
  const sum = key => modules.reduce((all, each) => all + each[key], 0);
  const costly = modules.filter(each => each.self > 0).sort((a, b) => b.self - a.self).slice(0, 10);
  const bySource = sources.map(source => modules.filter(each => each.searcher === source));
  return [element('h2', {}, 'All modules'),
    element('p', { class: 'muted' }, 'Choose a module in the list or the graph to see why it is there and '
      + 'what it costs. A double click opens and closes a folder.'),
    heading('Cost', time(sum('self'))),
    bar([['find-time', sum('find')], ['compile-time', sum('compile')],
      ['run-time', Math.max(0, sum('self') - sum('find') - sum('compile'))]]),
    element('table', {}, element('tbody', {}, line('search and read', time(sum('find')), 'find-time'),
      line('compile', time(sum('compile')), 'compile-time'),
      line('run', time(Math.max(0, sum('self') - sum('find') - sum('compile'))), 'run-time'))),
    heading('Where from', ''),
    element('table', {}, element('tbody', {}, bySource.map(list => line(visible(list[0].searcher || 'no searcher'),
      count(list.length, 'module') + ' · ' + time(list.reduce((all, each) => all + each.self, 0)))))),
    data.cycles.length ? [heading('Cycles', String(data.cycles.length)), data.cycles.map(group =>
      row(group[0], group.length === 1 ? 'itself' : count(group.length, 'module')))] : [],
    data.touched.length ? rows('Last reload', [...touched]) : [],
    rows('Most time by themselves', costly.map(each => each.id), '')];
}

function showPanel() {
  const chosen = state.chosen;
  const panel = byId('panel');
  panel.replaceChildren(...(!chosen ? overview() : chosen[0] === 'm' ? modulePanel(modules[chosen.slice(1)])
    : folderPanel(folders[chosen.slice(1)])).flat(Infinity).filter(Boolean));
  panel.scrollTop = 0;
}
