// The graph on its canvas. What is to be seen is in `state`; `show` draws it anew.
const state = {
  open: new Set(data.open), filter: 'all', near: -1, depth: 1, chosen: null, colour: 'self'
};
const MARGIN = 36;
let colours = {};
let cy = null;
let drawing = 0;

function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ['text', 'muted', 'line', 'accent', 'node', 'edge', 'border', 'frame', 'folder',
    'hot', 'cycle', 'up', 'down', 'way', 'touched', 's0', 's1', 's2', 's3', 's4', 's5', 's6', 's7']) {
    colours[name] = style.getPropertyValue('--' + name).trim();
  }
}

/** Returns the node that stands for a module: the outermost closed folder around it, or its own. */
function nodeOf(module) {
  if (state.filter !== 'all') return 'm' + module;
  let node = 'm' + module;
  for (let each = modules[module].folder; each > ROOT; each = folders[each].parent) {
    if (!state.open.has(each)) node = 'g' + each;
  }
  return node;
}

/** Returns the modules that are shown without their folders; null if all are, in folders. */
function chosenModules() {
  if (state.filter === 'cycles') return data.cycles.flat();
  if (state.filter === 'touched') return [...touched];
  if (state.filter === 'near') {
    const near = new Set([...upstream(state.near, state.depth).keys(),
      ...downstream(state.near, state.depth).keys()]);
    return [...near].sort((a, b) => a - b);
  }
  return null;
}

function leaf(module) {
  const flat = state.filter !== 'all';
  const label = shorten(visible(flat ? modules[module].name : modules[module].label));
  return { id: 'm' + module, label, w: textWidth(label) + 22, h: 28, modules: [module] };
}

function closedFolder(folder) {
  const { label: own, modules: its, rest } = folders[folder];
  const name = shorten(visible(own));
  const number = rest ? '' : '  ' + its.length;
  return { id: 'g' + folder, label: name + number, w: textWidth(name) + LETTER * number.length + 40, h: 36, modules: its };
}

/** Returns the tree of boxes that are to be laid out. */
function tree(folder) {
  const flat = chosenModules();
  const nodes = flat ? flat.map(leaf) : [
    ...folders[folder].folders.map(each => state.open.has(each) ? tree(each) : closedFolder(each)),
    ...modules.filter(module => module.folder === folder).map(module => leaf(module.id))];
  const boxOf = new Map();
  nodes.forEach((node, i) => node.modules.forEach(module => boxOf.set(module, i)));
  const edges = new Map();
  boxOf.forEach((from, module) => modules[module].requires.forEach(target => {
    const to = boxOf.get(target);
    if (to !== undefined && to !== from) edges.set(from + ' ' + to, [from, to]);
  }));
  return { id: 'g' + folder, label: visible(folders[folder].label), modules: folders[folder].modules,
    nodes, edges: [...edges.values()] };
}

function nodeElements(box, parent, found) {
  for (const node of box.nodes) {
    const kind = node.nodes ? 'frame' : node.id[0] === 'g' ? 'folder' : 'module';
    const inCycle = node.modules.some(each => modules[each].cycle >= 0);
    found.push({ group: 'nodes', classes: [kind, inCycle && kind !== 'frame' ? 'cycle' : '',
      kind !== 'frame' && node.modules.some(each => touched.has(each)) ? 'touched' : ''].join(' '),
    data: { id: node.id, parent, label: node.label, w: node.w, h: node.h, modules: node.modules } });
    if (node.nodes) nodeElements(node, node.id, found);
  }
  return found;
}

function edgeElements() {
  const shown = chosenModules();
  const within = shown && new Set(shown);
  const edges = new Map();
  (shown || [...modules.keys()]).forEach(module => modules[module].requires.forEach(target => {
    if (within && !within.has(target)) return;
    const from = nodeOf(module);
    const to = nodeOf(target);
    if (from === to && from !== 'm' + module) return;
    const id = from + '>' + to;
    const edge = edges.get(id) || { group: 'edges', classes: '',
      data: { id, source: from, target: to, pairs: [], w: 1 } };
    edge.data.pairs.push([module, target]);
    edge.data.w = 1 + Math.log2(edge.data.pairs.length) * 0.7;
    if (modules[module].cycle >= 0 && modules[module].cycle === modules[target].cycle) edge.classes = 'cycle';
    edges.set(id, edge);
  }));
  return [...edges.values()];
}

function isFirstView() {
  return state.filter === 'all' && state.open.size === data.open.length
      && data.open.every(each => state.open.has(each));
}

/** Draws what is to be seen; the names are of nodes to look at if all would be too small. */
async function show(...to) {
  const mine = ++drawing;
  byId('graph').setAttribute('aria-busy', 'true');
  const root = tree(ROOT);
  const places = isFirstView() ? firstPlaces() : await layOut(root);
  if (mine !== drawing) return; // something else is to be seen by now
  const before = new Map(cy.nodes().map(node => [node.id(), { ...node.position() }]));
  cy.stop(true);
  cy.elements().remove();
  cy.add([...nodeElements(root, undefined, []), ...edgeElements()]);
  const leaves = cy.nodes().filter(node => places.has(node.id()));
  const moves = before.size && leaves.length <= 120
      && !matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (moves) await move(leaves, before, places, mine);
  if (mine !== drawing) return;
  leaves.positions(node => places.get(node.id()));
  measureCosts();
  cy.elements().updateStyle();
  highlight();
  note();
  look(...to);
  byId('graph').setAttribute('aria-busy', 'false');
}

/** Lets those nodes that were seen before glide to where they belong. */
function move(leaves, before, places, mine) {
  leaves.positions(node => before.get(node.id()) || places.get(node.id()));
  cy.edges().style('opacity', 0);
  const gliding = leaves.map(node => node.animation({ position: places.get(node.id()), duration: 220,
    easing: 'ease-in-out' }).play().promise());
  return Promise.race([Promise.all(gliding), new Promise(resolve => setTimeout(resolve, 600))])
    .then(() => { if (mine === drawing) cy.edges().removeStyle('opacity'); });
}

function firstPlaces() {
  return new Map(Object.entries(data.places).map(([id, [x, y]]) => [id, { x, y }]));
}

function look(...to) {
  cy.resize();
  cy.fit(cy.elements(), MARGIN);
  const nodes = cy.nodes().filter(node => to.includes(node.id()));
  if (nodes.nonempty() && cy.zoom() < 0.55) cy.fit(nodes, 2 * MARGIN);
  const most = nodes.nonempty() && cy.zoom() > 0.9 ? 0.9 : 1.15;
  if (cy.zoom() > most) {
    cy.zoom(most);
    cy.center(nodes.nonempty() ? nodes : cy.elements());
  }
}

function note() {
  byId('note').textContent = 'No module is loaded.';
  byId('note').hidden = cy.nodes().nonempty();
}

/** Returns the modules that are meant by what is chosen. */
const chosenOnes = () => !state.chosen ? []
  : state.chosen[0] === 'm' ? [Number(state.chosen.slice(1))] : folders[Number(state.chosen.slice(1))].modules;

/** Colours what requires the chosen one, what it requires, and why it is there. */
function highlight() {
  cy.batch(() => {
    cy.elements().removeClass('chosen up down way dim near');
    const chosen = chosenOnes();
    if (!chosen.length) return;
    const own = new Set(chosen);
    const ups = new Set(chosen.flatMap(each => [...upstream(each).keys()]));
    const downs = new Set(chosen.flatMap(each => [...downstream(each).keys()]));
    const way = chosen.length === 1 ? why(chosen[0]) : [];
    const steps = new Set(way.slice(1).map((each, i) => way[i] + ' ' + each));
    cy.edges().forEach(edge => {
      const pairs = edge.data('pairs');
      if (pairs.some(([from, to]) => steps.has(from + ' ' + to))) edge.addClass('way');
      else if (pairs.some(([from, to]) => ups.has(from) && ups.has(to))) edge.addClass('up');
      else if (pairs.some(([from, to]) => downs.has(from) && downs.has(to))) edge.addClass('down');
      else edge.addClass('dim');
      if (pairs.some(([from, to]) => own.has(from) || own.has(to))) edge.addClass('near');
    });
    cy.nodes().forEach(node => {
      const its = node.data('modules');
      if (node.id() === state.chosen) node.addClass('chosen');
      else if (node.hasClass('frame')) return;
      else if (its.some(each => way.includes(each))) node.addClass('way');
      else if (its.some(each => ups.has(each))) node.addClass('up');
      else if (its.some(each => downs.has(each))) node.addClass('down');
      else node.addClass('dim');
    });
  });
}
