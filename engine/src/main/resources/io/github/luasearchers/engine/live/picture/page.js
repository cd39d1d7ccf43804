// What happens on clicks and keys.
/** Chooses a module or a folder, or nothing, wherever it was clicked. */
function choose(node) {
  state.chosen = node;
  highlight();
  showPanel();
  markChosen();
  if (!byId('timeline').hidden) markLoad();
  const module = node && node[0] === 'm' ? modules[node.slice(1)] : null;
  try {
    history.replaceState(null, '', module ? fragment(module) : '#');
  } catch (error) {
    console.info('The address stays as it was: ' + error.message); // browsers bound how often it changes
  }
  if (module && state.filter === 'all' && nodeOf(module.id) !== node) reveal([module.id]);
}

/** Returns how an address names a module; nothing if the name is no text that an address can hold. */
const fragment = module => /\p{Cs}/u.test(module.name) ? '#' : '#' + encodeURIComponent(module.name);

/** Opens the folders around modules, and looks at them. */
function reveal(wanted) {
  showTab('graph');
  if (state.filter !== 'all') setFilter('all', true);
  wanted.forEach(module => {
    for (let each = modules[module].folder; each >= 0; each = folders[each].parent) state.open.add(each);
  });
  return show(...wanted.map(module => 'm' + module));
}

function toggle(folder) {
  if (!state.open.delete(folder)) {
    for (let each = folder; each >= 0; each = folders[each].parent) state.open.add(each);
  }
  if (state.filter !== 'all') setFilter('all', true);
  show('g' + folder);
  showPanel();
}

function setFilter(filter, quiet) {
  state.filter = filter;
  for (const each of document.querySelectorAll('#filters button')) {
    each.setAttribute('aria-pressed', String(each.dataset.filter === filter));
  }
  byId('depth').hidden = filter !== 'near';
  byId('expand').hidden = byId('collapse').hidden = filter !== 'all';
  if (!quiet) show();
}

/** Shows a module with those around it: as many steps as can be read. */
function showNear(module) {
  state.near = module;
  state.depth = 1;
  const size = depth => upstream(module, depth).size + downstream(module, depth).size - 1;
  while (state.depth < 9 && size(state.depth + 1) > size(state.depth) && size(state.depth + 1) <= 30) state.depth++;
  const button = document.querySelector('[data-filter=near]');
  button.hidden = false;
  button.textContent = 'Around ' + shorten(visible(modules[module].name));
  showTab('graph');
  setFilter('near', true);
  step(0);
}

function step(by) {
  state.depth = Math.max(1, state.depth + by);
  byId('steps').textContent = count(state.depth, 'step');
  byId('nearer').disabled = state.depth === 1;
  const wider = depth => upstream(state.near, depth).size + downstream(state.near, depth).size;
  byId('farther').disabled = wider(state.depth + 1) === wider(state.depth);
  show('m' + state.near);
}

function showTab(tab) {
  for (const each of ['graph', 'timeline']) {
    byId(each).hidden = each !== tab;
    byId('tab-' + each).setAttribute('aria-selected', String(each === tab));
  }
  byId('filters').style.visibility = tab === 'graph' ? '' : 'hidden';
  if (tab === 'timeline') drawTimeline();
  else cy.resize();
}

function legend() {
  const box = (style, text) => element('span', {}, element('i', { style }), text);
  const edge = (colour, text) => element('span', {}, element('i', { class: 'edge', style: { borderColor: colour } }), text);
  const colour = { self: [box({ background: 'linear-gradient(90deg, ' + colours.node + ', ' + colours.hot + ')' }, 'own time')],
    source: sources.slice(0, 8).map((source, i) => box({ background: colours['s' + i] }, visible(source || 'no searcher'))),
    none: [] }[state.colour];
  byId('legend').replaceChildren(...colour, edge(colours.cycle, 'cycle'), edge(colours.up, 'requires the chosen one'),
    edge(colours.down, 'required by it'), edge(colours.way, 'why it is here'),
    ...touched.size ? [box({ background: colours.touched, opacity: 0.5 }, 'last reload')] : []);
}

function tell(node) {
  const its = node.data('modules');
  if (node.hasClass('module')) {
    const module = modules[its[0]];
    return visible(module.name) + ' · itself ' + time(module.self) + ' · with all it requires '
      + time(module.closure) + ' · ' + visible(module.origin);
  }
  return visible(folderName(folders[node.id().slice(1)])) + ' · ' + count(its.length, 'module') + ' · '
    + time(its.reduce((sum, each) => sum + modules[each].self, 0)) + ' · double click to '
    + (node.hasClass('frame') ? 'close' : 'open');
}

function startCanvas() {
  readColours();
  cy = cytoscape({ container: byId('canvas'), style: graphStyle(), autoungrabify: true, boxSelectionEnabled: false,
    autounselectify: true, minZoom: 0.05, maxZoom: 3 });
  cy.on('tap', event => {
    const node = event.target === cy ? null : event.target.isNode() ? event.target.id() : state.chosen;
    if (node !== state.chosen) choose(node);
  });
  // The browser's own double click: the library's would be missed where the first click takes long.
  byId('canvas').addEventListener('dblclick', () => {
    if (state.chosen && state.chosen[0] === 'g') toggle(Number(state.chosen.slice(1)));
  });
  const status = text => {
    byId('status').textContent = text;
    byId('status').hidden = !text;
    byId('legend').hidden = Boolean(text);
  };
  cy.on('mouseover', 'node', event => status(tell(event.target)));
  cy.on('mouseover', 'edge', event => {
    const pairs = event.target.data('pairs').map(pair => pair.map(each => visible(modules[each].name)).join(' → '));
    status(pairs.slice(0, 4).join('   ') + (pairs.length > 4 ? '   and ' + (pairs.length - 4) + ' more' : ''));
  });
  cy.on('mouseout', 'node, edge', () => status(''));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    readColours();
    cy.style(graphStyle());
    legend();
  });
}

function startButtons() {
  const on = (id, event, action) => byId(id).addEventListener(event, action);
  const zoom = by => cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  on('tab-graph', 'click', () => showTab('graph'));
  on('tab-timeline', 'click', () => showTab('timeline'));
  for (const each of document.querySelectorAll('#filters button')) {
    each.addEventListener('click', () => setFilter(each.dataset.filter));
  }
  on('expand', 'click', () => { state.open = new Set(folders.keys()); show(); });
  on('collapse', 'click', () => { state.open = new Set(data.open); show(); });
  on('nearer', 'click', () => step(-1));
  on('farther', 'click', () => step(1));
  on('fit', 'click', () => look());
  on('in', 'click', () => zoom(1.3));
  on('out', 'click', () => zoom(1 / 1.3));
  on('colour', 'change', event => { state.colour = event.target.value; cy.style().update(); legend(); });
  addEventListener('resize', () => { if (!byId('timeline').hidden) drawTimeline(); });
  addEventListener('keydown', event => {
    const typing = event.target.matches('input, select');
    if (event.key === '/' && !typing) { byId('search').focus(); event.preventDefault(); }
    if (event.key === 'Escape' && !typing) choose(null);
  });
}

function start() {
  startCanvas();
  startButtons();
  startList();
  legend();
  showPanel();
  byId('totals').textContent = count(modules.length, 'module') + ' · '
    + count(modules.reduce((sum, each) => sum + each.requires.length, 0), 'require') + ' · '
    + (data.cycles.length ? count(data.cycles.length, 'cycle') : 'no cycle') + ' · '
    + time(modules.reduce((sum, each) => sum + each.self, 0));
  byId('tab-timeline').disabled = !modules.length;
  for (const [filter, size] of [['cycles', data.cycles.length], ['touched', touched.size]]) {
    const button = document.querySelector('[data-filter=' + filter + ']');
    button.disabled = !size;
    if (size) button.append(' ' + size);
  }
  const wanted = modules.findIndex(module => fragment(module) === location.hash);
  show().then(() => { if (wanted >= 0) choose('m' + wanted); });
}

start();
