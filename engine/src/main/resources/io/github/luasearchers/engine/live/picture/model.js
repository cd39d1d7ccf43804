// The data, and questions about it. Modules and folders are numbers.
const data = JSON.parse(document.getElementById('data').textContent);
const modules = data.modules;
const folders = data.folders;
const ROOT = 0;
modules.forEach((module, i) => { module.id = i; module.requiredBy = []; });
modules.forEach(module => module.requires.forEach(each => modules[each].requiredBy.push(module.id)));
const numbers = new Map(modules.map(module => [module.name, module.id]));
const touched = new Set(data.touched.map(name => numbers.get(name)).filter(each => each !== undefined));
const entries = modules.filter(module => module.before === -2).length;
folders.forEach((folder, i) => { folder.id = i; folder.modules = []; folder.folders = []; });
folders.forEach(folder => { if (folder.parent >= 0) folders[folder.parent].folders.push(folder.id); });
modules.forEach(module => {
  for (let each = module.folder; each >= 0; each = folders[each].parent) {
    folders[each].modules.push(module.id);
  }
});
const sources = [...new Set(modules.map(module => module.searcher))].sort();

/** Returns what is reached from a module, with how many steps away it is: itself with 0. */
function reach(start, next, most = Infinity) {
  const steps = new Map([[start, 0]]);
  for (const each of steps.keys()) { // grows while it is walked
    if (steps.get(each) < most) {
      next(modules[each]).forEach(other => {
        if (!steps.has(other)) steps.set(other, steps.get(each) + 1);
      });
    }
  }
  return steps;
}

const downstream = (module, most) => reach(module, each => each.requires, most);
const upstream = (module, most) => reach(module, each => each.requiredBy, most);

/** Returns the shortest way to a module, from one that no other required first. */
function why(module) {
  const way = [];
  for (let each = module; each >= 0; each = modules[each].before) way.unshift(each);
  return way;
}

/** Returns a shortest way from a module back to it, without it at the end; empty if there is none. */
function loop(start) {
  const from = new Map();
  let heads = [start];
  while (heads.length) {
    const next = [];
    for (const each of heads) {
      for (const other of modules[each].requires) {
        if (other === start) {
          const way = [];
          for (let at = each; at !== start; at = from.get(at)) way.unshift(at);
          return [start, ...way];
        }
        if (!from.has(other)) { from.set(other, each); next.push(other); }
      }
    }
    heads = next;
  }
  return [];
}

function isFolderWithin(folder, outer) {
  for (let each = folder; each >= 0; each = folders[each].parent) if (each === outer) return true;
  return false;
}

const total = module => module.find + module.compile + module.run;

function time(nanos) {
  if (nanos >= 10e9) return (nanos / 1e9).toFixed(1) + ' s';
  if (nanos >= 1e9) return (nanos / 1e9).toFixed(2) + ' s';
  if (nanos >= 100e6) return (nanos / 1e6).toFixed(0) + ' ms';
  if (nanos >= 1e6) return (nanos / 1e6).toFixed(1) + ' ms';
  return (nanos / 1e3).toFixed(0) + ' µs';
}

function bytes(size) {
  return size < 1024 ? size + ' B' : size < 1048576
      ? (size / 1024).toFixed(1) + ' kB' : (size / 1048576).toFixed(1) + ' MB';
}

const count = (number, thing) => number + ' ' + thing + (number === 1 ? '' : 's');

/** Makes an element. Texts become text nodes: a name is never read as markup. */
function element(tag, attributes, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name === 'style') Object.assign(made.style, value);
    else if (value !== false && value !== undefined) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...content.flat().filter(each => each !== null && each !== undefined));
  return made;
}

const byId = id => document.getElementById(id);

/** Makes the characters of a name visible that would hide, or turn what is beside them round. */
function visible(name) {
  return name === '' ? '(no name)' : name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
      each => '\\u{' + each.codePointAt(0).toString(16) + '}');
}
