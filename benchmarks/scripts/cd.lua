-- CD: finds the collisions of aircraft in frames of a simulated radar (Kalibera and others, CDx).
-- A red-black tree keeps each aircraft's last position; a map of voxels finds who may be near.
local floor, sqrt, sin, cos = math.floor, math.sqrt, math.sin, math.cos
local LIMIT, VOXEL, RADIUS = 1000, 2, 1

local function class()
  local made = {}
  made.__index = made
  return made
end

-- Vectors.

local Vector = class()

function Vector.new(x, y, z) return setmetatable({ x = x, y = y, z = z }, Vector) end
function Vector:plus(other) return Vector.new(self.x + other.x, self.y + other.y, self.z + other.z) end
function Vector:minus(other) return Vector.new(self.x - other.x, self.y - other.y, self.z - other.z) end
function Vector:dot(other) return self.x * other.x + self.y * other.y + self.z * other.z end
function Vector:times(factor) return Vector.new(self.x * factor, self.y * factor, self.z * factor) end
function Vector:square() return self:dot(self) end

-- A red-black tree from keys with a comparison of their own to values.

local Tree = class()
local RED, BLACK = true, false

function Tree.new(compare) return setmetatable({ root = nil, count = 0, compare = compare }, Tree) end

function Tree:find(key)
  local node, compare = self.root, self.compare
  while node do
    local order = compare(key, node.key)
    if order == 0 then return node end
    if order < 0 then node = node.left else node = node.right end
  end
  return nil
end

function Tree:get(key)
  local node = self:find(key)
  return node and node.value
end

local function replaceChild(tree, node, by)
  local parent = node.parent
  if not parent then
    tree.root = by
  elseif parent.left == node then
    parent.left = by
  else
    parent.right = by
  end
  if by then by.parent = parent end
end

local function rotateLeft(tree, node)
  local up = node.right
  node.right = up.left
  if up.left then up.left.parent = node end
  replaceChild(tree, node, up)
  up.left = node
  node.parent = up
end

local function rotateRight(tree, node)
  local up = node.left
  node.left = up.right
  if up.right then up.right.parent = node end
  replaceChild(tree, node, up)
  up.right = node
  node.parent = up
end

local function balance(tree, node)
  while node ~= tree.root and node.parent.color == RED do
    local parent = node.parent
    local above = parent.parent
    local onLeft = above.left == parent
    local uncle
    if onLeft then uncle = above.right else uncle = above.left end
    if uncle and uncle.color == RED then
      parent.color, uncle.color, above.color = BLACK, BLACK, RED
      node = above
    else
      if onLeft then
        if node == parent.right then
          node = parent
          rotateLeft(tree, node)
        end
        node.parent.color, above.color = BLACK, RED
        rotateRight(tree, above)
      else
        if node == parent.left then
          node = parent
          rotateRight(tree, node)
        end
        node.parent.color, above.color = BLACK, RED
        rotateLeft(tree, above)
      end
    end
  end
  tree.root.color = BLACK
end

--- Puts a value in; returns what was there before.
function Tree:put(key, value)
  local node, parent, order, compare = self.root, nil, 0, self.compare
  while node do
    order = compare(key, node.key)
    if order == 0 then
      local before = node.value
      node.value = value
      return before
    end
    parent = node
    if order < 0 then node = node.left else node = node.right end
  end
  node = { key = key, value = value, parent = parent, color = RED }
  self.count = self.count + 1
  if not parent then
    self.root = node
  elseif order < 0 then
    parent.left = node
  else
    parent.right = node
  end
  balance(self, node)
  return nil
end

function Tree:first()
  local node = self.root
  while node and node.left do node = node.left end
  return node
end

local function following(node)
  if node.right then
    node = node.right
    while node.left do node = node.left end
    return node
  end
  local parent = node.parent
  while parent and node == parent.right do
    node = parent
    parent = parent.parent
  end
  return parent
end

function Tree:each(visit)
  local node = self:first()
  while node do
    visit(node.key, node.value)
    node = following(node)
  end
end

local function color(node) return node and node.color or BLACK end

local function balanceWithout(tree, node, parent)
  while node ~= tree.root and color(node) == BLACK do
    local onLeft = node == parent.left
    local sibling = onLeft and parent.right or not onLeft and parent.left or nil
    if color(sibling) == RED then
      sibling.color, parent.color = BLACK, RED
      if onLeft then
        rotateLeft(tree, parent)
        sibling = parent.right
      else
        rotateRight(tree, parent)
        sibling = parent.left
      end
    end
    if color(sibling.left) == BLACK and color(sibling.right) == BLACK then
      sibling.color = RED
      node, parent = parent, parent.parent
    else
      if onLeft then
        if color(sibling.right) == BLACK then
          sibling.left.color, sibling.color = BLACK, RED
          rotateRight(tree, sibling)
          sibling = parent.right
        end
        sibling.color, parent.color, sibling.right.color = parent.color, BLACK, BLACK
        rotateLeft(tree, parent)
      else
        if color(sibling.left) == BLACK then
          sibling.right.color, sibling.color = BLACK, RED
          rotateLeft(tree, sibling)
          sibling = parent.left
        end
        sibling.color, parent.color, sibling.left.color = parent.color, BLACK, BLACK
        rotateRight(tree, parent)
      end
      node = tree.root
    end
  end
  if node then node.color = BLACK end
end

function Tree:remove(key)
  local node = self:find(key)
  if not node then return nil end
  local value = node.value
  self.count = self.count - 1
  local out = node
  if node.left and node.right then
    out = following(node)
    node.key, node.value = out.key, out.value
  end
  local child, parent = out.left or out.right, out.parent
  replaceChild(self, out, child)
  if out.color == BLACK then balanceWithout(self, child, parent) end
  return value
end

-- Aircraft that fly in circles and lines, and a radar that sees them.

local Aircraft = class()

function Aircraft.compare(a, b)
  a, b = a.sign, b.sign
  return a < b and -1 or a > b and 1 or 0
end

local Simulator = class()

function Simulator.new(n)
  local all = {}
  for i = 1, n do all[i] = setmetatable({ sign = ("F%05d"):format(i * 7919 % 100003) }, Aircraft) end
  return setmetatable({ all = all }, Simulator)
end

--- What the radar sees; some aircraft come late and land early.
function Simulator:frame(time)
  local seen, all = {}, self.all
  for i = 1, #all, 2 do
    if (i + floor(time)) % 31 ~= 0 then
      seen[#seen + 1] = { aircraft = all[i], at = Vector.new(time, cos(time) * 2 + i * 3, 10) }
    end
    if i < #all then
      seen[#seen + 1] = { aircraft = all[i + 1], at = Vector.new(time, sin(time) * 2 + i * 3, 10) }
    end
  end
  return seen
end

-- The detector.

local function compareVoxels(a, b)
  if a.x ~= b.x then return a.x < b.x and -1 or 1 end
  if a.y ~= b.y then return a.y < b.y and -1 or 1 end
  return 0
end

local Motion = class()

function Motion.new(aircraft, from, to)
  return setmetatable({ aircraft = aircraft, from = from, to = to }, Motion)
end

--- Where two aircraft come as near as their radius within a frame, nil if nowhere.
function Motion:meets(other)
  local apart = self.from:minus(other.from)
  local speed = self.to:minus(self.from):minus(other.to:minus(other.from))
  local a = speed:square()
  local reach = 4 * RADIUS * RADIUS
  if a == 0 then
    if apart:square() > reach then return nil end
    return self.from:plus(other.from):times(0.5)
  end
  local b = 2 * apart:dot(speed)
  local c = apart:square() - reach
  local discriminant = b * b - 4 * a * c
  if discriminant < 0 then return nil end
  local root = sqrt(discriminant)
  local early, late = (-b - root) / (2 * a), (-b + root) / (2 * a)
  if late < 0 or early > 1 then return nil end
  local time = early > 0 and early or 0
  local mine = self.from:plus(self.to:minus(self.from):times(time))
  local its = other.from:plus(other.to:minus(other.from):times(time))
  return mine:plus(its):times(0.5)
end

local Detector = class()

function Detector.new() return setmetatable({ last = Tree.new(Aircraft.compare) }, Detector) end

local function isIn(voxel, motion)
  local from, to = motion.from, motion.to
  local left, right = voxel.x - RADIUS, voxel.x + VOXEL + RADIUS
  local low, high = voxel.y - RADIUS, voxel.y + VOXEL + RADIUS
  local x, y, dx, dy = from.x, from.y, to.x - from.x, to.y - from.y
  local enter, leave = 0, 1
  if dx == 0 then
    if x < left or x > right then return false end
  else
    local one, two = (left - x) / dx, (right - x) / dx
    if one > two then one, two = two, one end
    if one > enter then enter = one end
    if two < leave then leave = two end
  end
  if dy == 0 then
    if y < low or y > high then return false end
  else
    local one, two = (low - y) / dy, (high - y) / dy
    if one > two then one, two = two, one end
    if one > enter then enter = one end
    if two < leave then leave = two end
  end
  return enter <= leave
end

--- Puts a motion into each voxel that it touches, beginning with one.
local function draw(voxels, seen, voxel, motion)
  if seen:get(voxel) or not isIn(voxel, motion) then return end
  seen:put(voxel, true)
  local there = voxels:get(voxel)
  if not there then
    there = {}
    voxels:put(voxel, there)
  end
  there[#there + 1] = motion
  for dx = -VOXEL, VOXEL, VOXEL do
    for dy = -VOXEL, VOXEL, VOXEL do
      if dx ~= 0 or dy ~= 0 then draw(voxels, seen, { x = voxel.x + dx, y = voxel.y + dy }, motion) end
    end
  end
end

function Detector:motions(frame)
  local motions, present = {}, Tree.new(Aircraft.compare)
  for _, each in ipairs(frame) do
    local before = self.last:put(each.aircraft, each.at)
    present:put(each.aircraft, true)
    motions[#motions + 1] = Motion.new(each.aircraft, before or each.at, each.at)
  end
  local gone = {}
  self.last:each(function(aircraft)
    if not present:get(aircraft) then gone[#gone + 1] = aircraft end
  end)
  for _, aircraft in ipairs(gone) do self.last:remove(aircraft) end
  return motions
end

function Detector:collisions(frame)
  local voxels = Tree.new(compareVoxels)
  for _, motion in ipairs(self:motions(frame)) do
    local from = motion.from
    local start = { x = floor(from.x / VOXEL) * VOXEL, y = floor(from.y / VOXEL) * VOXEL }
    draw(voxels, Tree.new(compareVoxels), start, motion)
  end
  local found, known = {}, {}
  voxels:each(function(_, motions)
    for i = 1, #motions - 1 do
      local one = motions[i]
      for j = i + 1, #motions do
        local other = motions[j]
        local pair = one.aircraft.sign .. other.aircraft.sign
        if not known[pair] then
          local at = one:meets(other)
          if at and at.x < LIMIT then
            known[pair] = true
            found[#found + 1] = { one.aircraft, other.aircraft, at }
          end
        end
      end
    end
  end)
  return found
end

function work(n)
  local simulator, detector = Simulator.new(n), Detector.new()
  local count, sum = 0, 0
  for i = 0, 19 do
    local found = detector:collisions(simulator:frame(i / 10))
    count = count + #found
    for _, each in ipairs(found) do sum = (sum + floor(each[3].y * 1000)) % 1000003 end
  end
  return count * 1000 + sum % 1000
end
