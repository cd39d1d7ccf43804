// Where nodes stand. Each open folder is laid out by itself, from the innermost to the outermost,
// and is a box of that size in the folder around it: frames never overlap. Dagre does it in a thread
// of its own; where it fails or takes too long, the plain rows below do.
const LETTER = 7.25;
const LONGEST_LABEL = 30;
const PADDING = 16;
const HEADING = 22;
const PATIENCE = 3000;

function shorten(label) {
  const letters = [...label];
  if (letters.length <= LONGEST_LABEL) return label;
  return letters.slice(0, 12).join('') + '…' + letters.slice(13 - LONGEST_LABEL).join('');
}

/** Returns how wide a label is: letters of one width, those of East Asia two. */
const textWidth = text => LETTER * [...text].reduce((sum, each) => sum + (each.codePointAt(0) < 0x1100 ? 1 : 2), 0);

let layoutNumber = 0;
let layoutWorker = null;
const layoutsUnderWay = new Map();

/** Lays out boxes with Dagre; rejects if that fails or is not done in time. */
function dagre(boxes, patience) {
  return new Promise((resolve, reject) => {
    const number = ++layoutNumber;
    const limit = setTimeout(() => failLayouts(new Error('it took too long')), patience);
    layoutsUnderWay.set(number, { resolve, reject, limit });
    try {
      layoutWorker = layoutWorker || makeWorker();
      layoutWorker.postMessage({ number, boxes });
    } catch (error) {
      failLayouts(error);
    }
  });
}

/** The thread can't be interrupted: it is ended, and with it all that it was asked for. */
function failLayouts(reason) {
  if (layoutWorker) layoutWorker.terminate();
  layoutWorker = null;
  for (const { reject, limit } of layoutsUnderWay.values()) {
    clearTimeout(limit);
    reject(reason);
  }
  layoutsUnderWay.clear();
}

function makeWorker() {
  const parts = ['cytoscape', 'dagre', 'worker'].map(id => byId(id).textContent + '\n');
  const address = URL.createObjectURL(new Blob(parts, { type: 'text/javascript' }));
  const worker = new Worker(address);
  worker.onerror = event => { event.preventDefault(); failLayouts(new Error(event.message)); };
  worker.onmessage = ({ data: answer }) => {
    const asked = layoutsUnderWay.get(answer.number);
    layoutsUnderWay.delete(answer.number);
    clearTimeout(asked.limit);
    asked.resolve(answer.places);
  };
  return worker;
}

/** Puts boxes in rows, those that others require further down, each below its requirers. */
function plainRows(nodes, edges) {
  const gap = { x: 18, y: 44 };
  const most = Math.max(560, Math.sqrt(1.3 * nodes.reduce((sum, { w }) => sum + w + gap.x, 0) * (28 + gap.y)));
  const next = nodes.map(() => []);
  const before = nodes.map(() => []);
  const seen = new Set();
  edges.forEach(([source, target]) => {
    if (!seen.has(target + ' ' + source)) { // one way of a pair is enough
      seen.add(source + ' ' + target);
      next[source].push(target);
      before[target].push(source);
    }
  });
  const waiting = before.map(each => each.length);
  const open = new Set(nodes.keys());
  const places = [];
  const wanted = each => {
    const xs = before[each].filter(other => places[other]).map(other => places[other].x);
    return xs.length ? xs.reduce((a, b) => a + b) / xs.length : 0;
  };
  const found = [];
  let top = 0;
  while (open.size) {
    const row = nextRow(nodes, open, waiting, next, most);
    row.sort((a, b) => wanted(a) - wanted(b) || a - b);
    const height = Math.max(...row.map(each => nodes[each].h));
    let left = -row.reduce((sum, each) => sum + nodes[each].w + gap.x, -gap.x) / 2;
    for (const each of row) {
      places[each] = { x: left + nodes[each].w / 2, y: top + height / 2 };
      left += nodes[each].w + gap.x;
      open.delete(each);
      next[each].forEach(other => waiting[other]--);
    }
    found.push({ nodes: row, top, bottom: top + height });
    top += height + gap.y;
  }
  return foldRows(nodes, places, found);
}

/** Cuts a tower of rows in pieces that stand side by side. */
function foldRows(nodes, places, found) {
  const box = bounds(nodes, places);
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const pieces = Math.min(found.length, Math.round(Math.sqrt(1.3 * height / width)));
  if (pieces < 2) return places;
  let [left, right, top] = [0, 0, 0];
  let piece = [];
  const close = () => {
    const ids = piece.flatMap(row => row.nodes);
    const own = bounds(ids.map(each => nodes[each]), ids.map(each => places[each]));
    ids.forEach(each => { places[each].x += left - own.left; places[each].y -= top; });
    right = left + own.right - own.left;
    left = right + 60;
    piece = [];
  };
  found.forEach(row => {
    const most = height / pieces; // a row comes to the piece that gets nearer to it
    if (piece.length && row.bottom - top - most > most - (piece[piece.length - 1].bottom - top)) close();
    if (!piece.length) top = row.top;
    piece.push(row);
  });
  close();
  return places;
}

/** Returns as many as fit a row of those that wait for no other; in a cycle, one that waits least. */
function nextRow(nodes, open, waiting, next, most) {
  let ready = [...open].filter(each => waiting[each] <= 0);
  if (!ready.length) ready = [[...open].reduce((a, b) => waiting[b] < waiting[a] ? b : a)];
  ready.sort((a, b) => next[b].length - next[a].length || a - b);
  let width = 0;
  return ready.filter((each, i) => (width += nodes[each].w) <= most || i === 0);
}

function bounds(nodes, places) {
  const box = { left: 0, top: 0, right: 0, bottom: 0 };
  nodes.forEach((node, i) => {
    const first = i === 0;
    const { x, y } = places[i];
    box.left = first ? x - node.w / 2 : Math.min(box.left, x - node.w / 2);
    box.right = first ? x + node.w / 2 : Math.max(box.right, x + node.w / 2);
    box.top = first ? y - node.h / 2 : Math.min(box.top, y - node.h / 2);
    box.bottom = first ? y + node.h / 2 : Math.max(box.bottom, y + node.h / 2);
  });
  return box;
}

/** A picture of another shape than a screen's is no use, however few edges cross in it. */
function isStrip(nodes, places) {
  const box = bounds(nodes, places);
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  return width > 1200 && width > 2.2 * height || height > 1000 && height > 1.8 * width;
}

/**
 * Lays out a tree of boxes. A box has an id and is a leaf with w and h, or has nodes and edges
 * between their places in that list. Returns where the leaves stand, by id.
 */
async function layOut(tree) {
  const end = performance.now() + PATIENCE;
  let usesDagre = true;
  const arrange = async box => {
    let places;
    if (usesDagre) {
      try {
        [places] = await dagre([box], end - performance.now());
      } catch (error) {
        usesDagre = false; // for the rest of this picture: the wait was long enough
        console.info('Plain layout: ' + error.message);
      }
    }
    return places && !isStrip(box.nodes, places) ? places : plainRows(box.nodes, box.edges);
  };
  const found = new Map();
  const inside = async box => {
    for (const node of box.nodes) {
      if (node.nodes) await inside(node);
    }
    const slim = { nodes: box.nodes.map(({ w, h }) => ({ w, h })), edges: box.edges };
    box.places = box.nodes.length ? await arrange(slim) : [];
    box.bounds = bounds(box.nodes, box.places);
    box.w = box.bounds.right - box.bounds.left + 2 * PADDING;
    box.h = box.bounds.bottom - box.bounds.top + 2 * PADDING + HEADING;
  };
  const place = (box, x, y) => {
    const middleX = (box.bounds.left + box.bounds.right) / 2;
    const middleY = (box.bounds.top + box.bounds.bottom) / 2;
    box.nodes.forEach((node, i) => {
      const itsX = x + box.places[i].x - middleX;
      const itsY = y + box.places[i].y - middleY;
      if (node.nodes) place(node, itsX, itsY + HEADING / 2);
      else found.set(node.id, { x: itsX, y: itsY });
    });
  };
  await inside(tree);
  place(tree, 0, 0);
  return found;
}
