// When each module was loaded, one line each, in that order. Long times in which nothing was loaded
// are cut out of the axis.
const LINE = 20;
const NAMES = 300;
const SVG = 'http://www.w3.org/2000/svg';

function svg(tag, attributes, ...content) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

/** Returns how deep a module's load lies in those of others. */
function depths(order) {
  const depth = new Map();
  order.forEach(module => {
    const by = modules[module.by];
    const nested = by && depth.has(by.id) && module.begin >= by.begin && module.begin < by.begin + total(by);
    depth.set(module.id, nested ? depth.get(by.id) + 1 : 0);
  });
  return depth;
}

/** Returns the times in which something was loaded, and where each stands on an axis without gaps. */
function busyTimes(order) {
  const times = [];
  order.forEach(module => {
    const last = times[times.length - 1];
    const end = module.begin + total(module);
    if (last && module.begin <= last.end) last.end = Math.max(last.end, end);
    else times.push({ begin: module.begin, end });
  });
  const busy = times.reduce((sum, each) => sum + each.end - each.begin, 0) || 1;
  const joined = [];
  times.forEach(each => {
    const last = joined[joined.length - 1];
    if (last && each.begin - last.end < busy / 2) last.end = each.end;
    else joined.push({ ...each });
  });
  const shown = joined.reduce((sum, each) => sum + each.end - each.begin, 0) || 1;
  let at = 0;
  joined.forEach(each => { each.at = at; at += each.end - each.begin + shown / 40; });
  joined.length && (joined.span = Math.max(1, at - shown / 40));
  return joined;
}

function place(times, moment) {
  const within = times.findLast(each => each.begin <= moment) || times[0];
  return (within.at + Math.min(moment, within.end) - within.begin) / times.span;
}

function ticks(times, width) {
  const steps = times.span / Math.max(2, width / 90);
  const power = 10 ** Math.floor(Math.log10(steps));
  const step = [1, 2, 5, 10].map(each => each * power).find(each => each >= steps);
  const found = [];
  const origin = times[0].begin;
  times.forEach(each => {
    const first = Math.ceil((each.begin - origin) / step) * step;
    for (let at = first; at <= each.end - origin; at += step) found.push(at);
  });
  const marks = found.map(at => ({ x: NAMES + width * place(times, at + origin), label: time(at) }));
  let free = 0;
  return marks.filter(mark => mark.x >= free && (free = mark.x + 62)); // no label over another
}

function loadLine(module, at, depth, times, width, ticked) {
  const y = at * LINE;
  const x = moment => NAMES + width * place(times, moment);
  const parts = [['find-time', module.begin, module.find], ['compile-time', module.begin + module.find, module.compile],
    ['wait-time', module.begin + module.find + module.compile, module.run]];
  const line = svg('g', { class: 'load' + (module.cycle >= 0 ? ' cycle' : ''), 'data-module': module.id },
    svg('rect', { class: 'ground', x: 0, y, width: NAMES + width + 400, height: LINE }));
  const indent = 12 + Math.min(depth, 8) * 10;
  const letters = Math.floor((NAMES - 12 - indent) / 7.25);
  const name = [...visible(module.name)];
  line.append(svg('title', {}, visible(module.name) + '\n' + visible(module.searcher + ' ' + module.origin) + '\n'
    + time(total(module)) + ', itself ' + time(module.self)));
  line.append(svg('text', { class: 'name', x: indent, y: y + 14 },
    name.length > letters ? name.slice(0, letters - 1).join('') + '…' : name.join('')));
  parts.forEach(([kind, begin, nanos]) => {
    if (nanos > 0) {
      const left = x(begin);
      line.append(svg('rect', { class: kind, x: left, y: y + 4, width: Math.max(1, x(begin + nanos) - left), height: 12 }));
    }
  });
  ownRuns(module).forEach(([begin, end]) => line.append(svg('rect', { class: 'run-time', x: x(begin), y: y + 4,
    width: Math.max(0.5, x(end) - x(begin)), height: 12 })));
  line.append(beside(module, x(module.begin + total(module)), x(module.begin), y, width));
  line.addEventListener('click', () => choose('m' + module.id));
  return line;
}

/** Returns when a module ran itself: its run without the loads that lie in it. */
function ownRuns(module) {
  let at = module.begin + module.find + module.compile;
  const end = module.begin + total(module);
  const runs = [];
  modules.filter(each => each.by === module.id && each.id !== module.id && each.begin >= at && each.begin < end)
    .sort((a, b) => a.begin - b.begin).forEach(each => {
      if (each.begin > at) runs.push([at, each.begin]);
      at = Math.max(at, each.begin + total(each));
    });
  if (end > at) runs.push([at, end]);
  return runs;
}

/** Says how long a load took and where from, beside its bar, or in it if there is no room. */
function beside(module, right, left, y, width) {
  const room = NAMES + width - right > 220;
  const most = Math.floor((room ? NAMES + width - right : right - left) / 6.2) - 1;
  const took = time(total(module));
  const from = [...visible(module.origin || module.searcher)];
  const letters = Math.max(0, most - took.length - 3);
  return svg('text', { class: 'from', x: (room ? right : left) + 6, y: y + 14 },
    took + '  ' + (from.length > letters ? '…' + from.slice(from.length - letters).join('') : from.join('')));
}

function drawTimeline() {
  const box = byId('timeline');
  const order = [...modules].sort((a, b) => a.begin - b.begin || a.id - b.id);
  if (!order.length) return;
  const width = Math.max(300, box.clientWidth - NAMES - 40);
  const times = busyTimes(order);
  const depth = depths(order);
  const marks = ticks(times, width);
  const gaps = times.slice(1).map(each => ({ x: NAMES + width * (each.at / times.span) - width / 80 }));
  const head = svg('svg', { width: NAMES + width + 20, height: 24 },
    svg('text', { x: 12, y: 16 }, 'in the order of their loads'),
    ...marks.map(mark => svg('text', { x: mark.x + 3, y: 16 }, mark.label)));
  const body = svg('svg', { width: NAMES + width + 20, height: order.length * LINE + 8 },
    ...marks.map(mark => svg('line', { class: 'tick', x1: mark.x, x2: mark.x, y1: 0, y2: order.length * LINE })),
    ...gaps.map(gap => svg('line', { class: 'gap', x1: gap.x, x2: gap.x, y1: 0, y2: order.length * LINE })),
    ...order.map((module, i) => loadLine(module, i, depth.get(module.id), times, width)));
  const key = (kind, text) => element('span', {}, element('i', { class: 'swatch ' + kind }), text);
  box.replaceChildren(element('div', { class: 'head' }, head), element('div', { class: 'body' }, body),
    element('div', { class: 'keys' }, key('find-time', 'search and read'), key('compile-time', 'compile'),
      key('run-time', 'run'), key('wait-time', 'while what it requires loads')));
  markLoad();
}

function markLoad() {
  for (const each of document.querySelectorAll('#timeline .load')) {
    const chosen = state.chosen === 'm' + each.dataset.module;
    each.classList.toggle('chosen', chosen);
    if (chosen) each.scrollIntoView({ block: 'nearest' });
  }
}
