-- Finds the loops of control-flow graphs, and how they are nested (Havlak, 1997), as a compiler does.
local function class()
  local made = {}
  made.__index = made
  return made
end

-- Graphs of basic blocks.

local Block = class()

function Block.new(name) return setmetatable({ name = name, from = {}, to = {} }, Block) end

local Graph = class()

function Graph.new() return setmetatable({ blocks = {}, count = 0, start = nil }, Graph) end

function Graph:block(name)
  local block = self.blocks[name]
  if not block then
    block = Block.new(name)
    self.blocks[name] = block
    self.count = self.count + 1
    if not self.start then self.start = block end
  end
  return block
end

function Graph:edge(from, to)
  local one, other = self:block(from), self:block(to)
  one.to[#one.to + 1] = other
  other.from[#other.from + 1] = one
end

-- The loops that are found.

local Loop = class()

function Loop.new(number)
  return setmetatable(
    { number = number, parent = nil, children = {}, blocks = 0, isReducible = true, depth = 0, nesting = 0 }, Loop)
end

function Loop:within(parent)
  self.parent = parent
  parent.children[#parent.children + 1] = self
end

local Nest = class()

function Nest.new()
  local root = Loop.new(0)
  return setmetatable({ root = root, loops = {} }, Nest)
end

function Nest:loop()
  local made = Loop.new(#self.loops + 1)
  self.loops[#self.loops + 1] = made
  return made
end

local function measure(loop, depth)
  loop.depth = depth
  for _, child in ipairs(loop.children) do
    measure(child, depth + 1)
    if child.nesting + 1 > loop.nesting then loop.nesting = child.nesting + 1 end
  end
end

function Nest:measure()
  for _, loop in ipairs(self.loops) do
    if not loop.parent then loop:within(self.root) end
  end
  measure(self.root, 0)
end

-- Sets of blocks that are one loop so far.

local Node = class()

function Node.new(block, number)
  return setmetatable({ parent = nil, block = block, number = number, loop = nil }, Node)
end

function Node:find()
  local top = self
  while top.parent ~= top do top = top.parent end
  local node = self
  while node ~= top do
    node, node.parent = node.parent, top
  end
  return top
end

-- The search.

local NON_HEADER, REDUCIBLE, SELF, IRREDUCIBLE, DEAD = 1, 2, 3, 4, 5

local Finder = class()

function Finder.new(graph, nest)
  return setmetatable(
    { graph = graph, nest = nest, nodes = {}, numbers = {}, last = {}, kinds = {}, headers = {}, back = {}, others = {} },
    Finder)
end

--- Numbers the blocks in the order of a search in depth.
function Finder:number(block, number)
  local node = Node.new(block, number)
  node.parent = node
  self.nodes[number] = node
  self.numbers[block] = number
  local last = number
  for _, next in ipairs(block.to) do
    if not self.numbers[next] then last = self:number(next, last + 1) end
  end
  self.last[number] = last
  return last
end

function Finder:isAncestor(one, other)
  return one <= other and other <= self.last[one]
end

function Finder:sortEdges(count)
  for number = 1, count do
    local back, others = {}, {}
    self.back[number], self.others[number] = back, others
    self.kinds[number], self.headers[number] = NON_HEADER, 1
    for _, before in ipairs(self.nodes[number].block.from) do
      local from = self.numbers[before]
      if from then
        if self:isAncestor(number, from) then
          back[#back + 1] = from
        else
          others[from] = true
        end
      end
    end
  end
end

--- Collects the nodes that a header's back edges come from.
function Finder:sources(number, pool)
  for _, from in ipairs(self.back[number]) do
    if from ~= number then
      pool[#pool + 1] = self.nodes[from]:find()
    else
      self.kinds[number] = SELF
    end
  end
end

local function contains(list, wanted)
  for _, each in ipairs(list) do
    if each == wanted then return true end
  end
  return false
end

--- Adds all that reaches the pool without passing the header.
function Finder:chase(number, pool)
  local at = 1
  while at <= #pool do
    local node = pool[at]
    at = at + 1
    for from in pairs(self.others[node.number]) do
      local top = self.nodes[from]:find()
      if not self:isAncestor(number, top.number) then
        self.kinds[number] = IRREDUCIBLE
        self.others[number][top.number] = true
      elseif top.number ~= number and not contains(pool, top) then
        pool[#pool + 1] = top
      end
    end
  end
end

function Finder:makeLoop(number, pool)
  local loop = self.nest:loop()
  loop.blocks = 1
  loop.isReducible = self.kinds[number] ~= IRREDUCIBLE
  self.nodes[number].loop = loop
  for _, node in ipairs(pool) do
    self.headers[node.number] = number
    node.parent = self.nodes[number]
    if node.loop then
      node.loop:within(loop)
    else
      loop.blocks = loop.blocks + 1
    end
  end
end

function Finder:find()
  local count = self:number(self.graph.start, 1)
  self:sortEdges(count)
  for number = count, 1, -1 do
    local pool = {}
    self:sources(number, pool)
    if #pool > 0 then self.kinds[number] = REDUCIBLE end
    self:chase(number, pool)
    if #pool > 0 or self.kinds[number] == SELF then self:makeLoop(number, pool) end
  end
  self.nest:measure()
end

-- Graphs to search.

local function diamond(graph, start)
  graph:edge(start, start + 1)
  graph:edge(start, start + 2)
  graph:edge(start + 1, start + 3)
  graph:edge(start + 2, start + 3)
  return start + 3
end

local function straight(graph, start, n)
  for i = 0, n - 1 do graph:edge(start + i, start + i + 1) end
  return start + n
end

local function baseLoop(graph, from)
  local header = straight(graph, from, 1)
  local bottom = straight(graph, diamond(graph, header), 1)
  local second = straight(graph, bottom, 1)
  graph:edge(second, header)
  graph:edge(bottom, from)
  return straight(graph, second, 1)
end

local function program(parts, inner)
  local graph = Graph.new()
  graph:edge(0, 1)
  graph:edge(0, 2)
  local n = 2
  for part = 1, parts do
    local top = n
    graph:edge(2, n + 1)
    n = n + 1
    for _ = 1, inner do
      local from = n
      n = straight(graph, n, 1)
      for _ = 1, 4 do n = baseLoop(graph, n) end
      local bottom = straight(graph, n, 1)
      graph:edge(n, from)
      n = bottom
    end
    graph:edge(n, 1)
    if part % 3 == 0 then graph:edge(top, n - 2) end
    n = straight(graph, n, 1)
  end
  return graph
end

function work(n)
  local sum = 0
  for round = 1, 4 do
    local graph, nest = program(n, round + 2), Nest.new()
    Finder.new(graph, nest):find()
    local blocks, irreducible = 0, 0
    for _, loop in ipairs(nest.loops) do
      blocks = blocks + loop.blocks + loop.depth
      if not loop.isReducible then irreducible = irreducible + 1 end
    end
    sum = (sum * 31 + #nest.loops * 7 + blocks + irreducible * 3 + nest.root.nesting) % 1000003
  end
  return sum
end
