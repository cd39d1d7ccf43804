// How the graph's nodes and edges look.
function mix(from, to, share) {
  const parts = colour => [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16));
  const [a, b] = [parts(from), parts(to)];
  return 'rgb(' + a.map((each, i) => Math.round(each + (b[i] - each) * share)).join(',') + ')';
}

const selfOf = node => node.data('modules').reduce((sum, each) => sum + modules[each].self, 0);

/** What the costliest node costs of those that are shown. */
let costliest = 1;

function measureCosts() {
  costliest = Math.max(1, ...cy.nodes('.module, .folder').map(selfOf));
}

/** Returns the colour of a node by what it costs, or by where it came from. */
function ground(node) {
  const its = node.data('modules');
  const plain = node.hasClass('folder') ? colours.folder : colours.node;
  if (state.colour === 'self') {
    return mix(plain, colours.hot, Math.sqrt(Math.min(1, selfOf(node) / costliest)));
  }
  if (state.colour === 'source') {
    const from = new Set(its.map(each => sources.indexOf(modules[each].searcher)));
    return from.size === 1 ? colours['s' + [...from][0] % 8] : plain;
  }
  return plain;
}

/**
 * Returns on which sides an edge leaves its source and comes to its target, -1 for the left and the
 * upper, 1 for the others: down from node to node; across to what stands beside; back up, as one of
 * each cycle has to, along the right.
 */
function sides(edge) {
  const [from, to] = [edge.source(), edge.target()];
  const [start, end] = [from.position(), to.position()];
  if (end.y > start.y) return { kind: 'down', from: { x: 0, y: 1 }, to: { x: 0, y: -1 } };
  const apart = Math.abs(end.x - start.x) - (from.data('w') + to.data('w')) / 2;
  const side = Math.sign(end.x - start.x);
  return apart > 24 ? { kind: 'across', from: { x: side, y: 0 }, to: { x: -side, y: 0 } }
    : { kind: 'back', from: { x: 1, y: 0 }, to: { x: 1, y: 0 } };
}

const endpoint = side => 50 * side.x + '% ' + 50 * side.y + '%';

function pointOf(node, side) {
  const { x, y } = node.position();
  return { x: x + side.x * node.data('w') / 2, y: y + side.y * node.data('h') / 2 };
}

/** Returns where an edge bends, in the terms of the library: along the line and away from it. */
function bends(edge) {
  const { kind, from, to } = sides(edge);
  const [start, end] = [pointOf(edge.source(), from), pointOf(edge.target(), to)];
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy) || 1;
  const far = Math.max(start.x, end.x) + 36 - dy * 0.12;
  const points = {
    down: () => [{ x: start.x, y: start.y + dy * 0.3 }, { x: end.x, y: end.y - dy * 0.3 }],
    across: () => [{ x: start.x + dx * 0.3, y: start.y }, { x: end.x - dx * 0.3, y: end.y }],
    back: () => [{ x: far, y: start.y + dy * 0.1 }, { x: far, y: end.y - dy * 0.1 }]
  }[kind]();
  return points.map(point => {
    const [px, py] = [point.x - start.x, point.y - start.y];
    return { weight: (px * dx + py * dy) / (length * length), distance: (py * dx - px * dy) / length };
  });
}

function graphStyle() {
  const mono = '"DejaVu Sans Mono", Menlo, "SF Mono", Consolas, "Liberation Mono", monospace';
  return [
    { selector: 'node', style: {
      label: 'data(label)', 'font-family': mono, 'font-size': 12, color: colours.text,
      'text-valign': 'center', 'text-halign': 'center', 'text-wrap': 'none',
      shape: 'round-rectangle', 'corner-radius': 6,
      'background-color': ground, 'border-width': 1, 'border-color': colours.border,
      'min-zoomed-font-size': 4 } },
    { selector: 'node.module, node.folder', style: { width: 'data(w)', height: 'data(h)' } },
    { selector: 'node.folder', style: {
      'font-weight': 'bold', 'border-width': 1.5, 'corner-radius': 4, ghost: 'yes',
      'ghost-offset-x': 3, 'ghost-offset-y': 3, 'ghost-opacity': 0.35 } },
    { selector: 'node.frame', style: {
      'background-color': colours.frame, 'background-opacity': 0.75, 'border-color': colours.line,
      'text-valign': 'top', 'text-halign': 'center', 'text-margin-y': -3, 'font-weight': 'bold',
      'text-margin-x': node => (textWidth(node.data('label')) - node.width()) / 2 - PADDING + 4,
      color: colours.muted, padding: PADDING, 'corner-radius': 8 } },
    { selector: 'node.touched', style: {
      'underlay-color': colours.touched, 'underlay-opacity': 0.35, 'underlay-padding': 5,
      'underlay-shape': 'round-rectangle' } },
    { selector: 'node.cycle', style: { 'border-color': colours.cycle, 'border-width': 2 } },
    { selector: 'edge', style: {
      width: 'data(w)', 'line-color': colours.edge, 'target-arrow-color': colours.edge,
      'target-arrow-shape': 'triangle', 'arrow-scale': 0.8, 'curve-style': 'unbundled-bezier',
      'source-endpoint': edge => endpoint(sides(edge).from),
      'target-endpoint': edge => endpoint(sides(edge).to), 'edge-distances': 'endpoints',
      'control-point-weights': edge => bends(edge).map(each => each.weight),
      'control-point-distances': edge => bends(edge).map(each => each.distance) } },
    { selector: 'edge:loop', style: {
      'curve-style': 'bezier', 'source-endpoint': 'outside-to-node', 'target-endpoint': 'outside-to-node',
      'edge-distances': 'intersection', 'control-point-step-size': 44, 'loop-direction': '0deg', 'loop-sweep': '50deg' } },
    ...emphasis()
  ];
}

function emphasis() {
  const line = (colour, z) => ({ 'line-color': colour, 'target-arrow-color': colour, 'z-index': z });
  return [
    { selector: 'edge.up', style: line(colours.up, 2) },
    { selector: 'edge.down', style: line(colours.down, 2) },
    { selector: 'edge.up, edge.down', style: { opacity: 0.45 } },
    { selector: 'edge.near', style: { opacity: 1, width: 2 } },
    { selector: 'edge.cycle', style: { ...line(colours.cycle, 3), width: 2 } },
    { selector: 'edge.way', style: { ...line(colours.way, 4), opacity: 1, width: 3 } },
    { selector: 'edge.dim', style: { opacity: 0.12 } },
    { selector: 'node.dim', style: { opacity: 0.3 } },
    { selector: 'node.up', style: { 'border-color': colours.up, 'border-width': 2 } },
    { selector: 'node.down', style: { 'border-color': colours.down, 'border-width': 2 } },
    { selector: 'node.way', style: { 'border-color': colours.way, 'border-width': 2.5 } },
    { selector: 'node.chosen', style: {
      'border-color': colours.accent, 'border-width': 3, 'outline-color': colours.accent,
      'outline-width': 2, 'outline-offset': 3, 'outline-opacity': 0.4 } }
  ];
}
