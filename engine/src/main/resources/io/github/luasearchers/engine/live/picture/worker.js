// Runs in a thread of its own, after the two libraries: lays out one folder after the other.
cytoscape.use(cytoscapeDagre);
self.onmessage = message => {
  const { number, boxes } = message.data;
  self.postMessage({ number, places: boxes.map(box => dagre(box)) });
};

function dagre({ nodes, edges }) {
  const cy = cytoscape({
    headless: true,
    styleEnabled: true,
    style: [{ selector: 'node', style: { shape: 'rectangle', width: 'data(w)', height: 'data(h)' } }],
    elements: [
      ...nodes.map((node, i) => ({ data: { id: 'n' + i, w: node.w, h: node.h } })),
      ...edges.map(([source, target]) => ({ data: { source: 'n' + source, target: 'n' + target } }))]
  });
  cy.layout({ name: 'dagre', rankDir: 'TB', nodeSep: 18, edgeSep: 6, rankSep: 44, fit: false,
    animate: false }).run();
  const places = nodes.map((node, i) => cy.getElementById('n' + i).position());
  const result = places.map(place => ({ x: place.x, y: place.y }));
  cy.destroy();
  return result;
}
