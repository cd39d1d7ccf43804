-- DeltaBlue: constraints of several strengths between variables are kept satisfied, incrementally
-- (Sannella, Maloney, Freeman-Benson and Borning, 1993). Methods are inherited over three classes.
local REQUIRED, STRONG_PREFERRED, PREFERRED, STRONG_DEFAULT, DEFAULT, WEAKEST = 1, 2, 3, 4, 5, 7

local function class(super)
  local made = setmetatable({}, super)
  made.__index = made
  return made
end

local function remove(list, element)
  for i = 1, #list do
    if list[i] == element then
      table.remove(list, i)
      return
    end
  end
end

-- Variables.

local Variable = class()

function Variable.new(value)
  return setmetatable(
    { value = value, constraints = {}, determinedBy = nil, mark = 0, strength = WEAKEST, stays = true }, Variable)
end

function Variable:add(constraint)
  self.constraints[#self.constraints + 1] = constraint
end

function Variable:remove(constraint)
  remove(self.constraints, constraint)
  if self.determinedBy == constraint then self.determinedBy = nil end
end

-- Constraints.

local Constraint = class()

function Constraint:isInput() return false end

function Constraint:addTo(planner)
  self:connect()
  planner:add(self)
end

function Constraint:destroy(planner)
  if self:isSatisfied() then
    planner:remove(self)
  else
    self:disconnect()
  end
end

--- Chooses a method, and returns the constraint that it displaces.
function Constraint:satisfy(mark, planner)
  self:choose(mark)
  if not self:isSatisfied() then
    if self.strength == REQUIRED then error("a required constraint can't be satisfied") end
    return nil
  end
  self:markInputs(mark)
  local out = self:output()
  local displaced = out.determinedBy
  if displaced then displaced:drop() end
  out.determinedBy = self
  if not planner:propagate(self, mark) then error("a cycle") end
  out.mark = mark
  return displaced
end

local Unary = class(Constraint)

function Unary.init(made, variable, strength, planner)
  made.variable, made.strength, made.satisfied = variable, strength, false
  made:addTo(planner)
  return made
end

function Unary:connect()
  self.variable:add(self)
  self.satisfied = false
end

function Unary:disconnect()
  self.variable:remove(self)
  self.satisfied = false
end

function Unary:isSatisfied() return self.satisfied end
function Unary:drop() self.satisfied = false end
function Unary:output() return self.variable end
function Unary:markInputs() end
function Unary:inputsKnown() return true end

function Unary:choose(mark)
  self.satisfied = self.variable.mark ~= mark and self.strength < self.variable.strength
end

function Unary:recalculate()
  local out = self.variable
  out.strength = self.strength
  out.stays = not self:isInput()
  if out.stays then self:execute() end
end

local Stay = class(Unary)

function Stay.new(variable, strength, planner)
  return Unary.init(setmetatable({}, Stay), variable, strength, planner)
end

function Stay:execute() end

local Edit = class(Unary)

function Edit.new(variable, strength, planner)
  return Unary.init(setmetatable({}, Edit), variable, strength, planner)
end

function Edit:isInput() return true end
function Edit:execute() end

local Binary = class(Constraint)
local FORWARD, BACKWARD = 1, -1

function Binary.init(made, first, second, strength, planner)
  made.first, made.second, made.strength, made.direction = first, second, strength, nil
  made:addTo(planner)
  return made
end

function Binary:connect()
  self.first:add(self)
  self.second:add(self)
  self.direction = nil
end

function Binary:disconnect()
  self.first:remove(self)
  self.second:remove(self)
  self.direction = nil
end

function Binary:isSatisfied() return self.direction ~= nil end
function Binary:drop() self.direction = nil end
function Binary:output() return self.direction == FORWARD and self.second or self.first end
function Binary:input() return self.direction == FORWARD and self.first or self.second end
function Binary:markInputs(mark) self:input().mark = mark end

function Binary:inputsKnown(mark)
  local from = self:input()
  return from.mark == mark or from.stays or from.determinedBy == nil
end

function Binary:choose(mark)
  local first, second, strength = self.first, self.second, self.strength
  if first.mark == mark then
    self.direction = second.mark ~= mark and strength < second.strength and FORWARD or nil
  elseif second.mark == mark then
    self.direction = strength < first.strength and BACKWARD or nil
  elseif first.strength > second.strength then
    self.direction = strength < first.strength and BACKWARD or nil
  else
    self.direction = strength < second.strength and FORWARD or nil
  end
end

function Binary:recalculate()
  local from, out = self:input(), self:output()
  out.strength = self.strength > from.strength and self.strength or from.strength
  out.stays = from.stays
  if out.stays then self:execute() end
end

local Equality = class(Binary)

function Equality.new(first, second, strength, planner)
  return Binary.init(setmetatable({}, Equality), first, second, strength, planner)
end

function Equality:execute()
  self:output().value = self:input().value
end

--- The second is the first, scaled and moved.
local Scale = class(Binary)

function Scale.new(first, scale, offset, second, strength, planner)
  return Binary.init(setmetatable({ scale = scale, offset = offset }, Scale), first, second, strength, planner)
end

function Scale:connect()
  Binary.connect(self)
  self.scale:add(self)
  self.offset:add(self)
end

function Scale:disconnect()
  Binary.disconnect(self)
  self.scale:remove(self)
  self.offset:remove(self)
end

function Scale:markInputs(mark)
  Binary.markInputs(self, mark)
  self.scale.mark = mark
  self.offset.mark = mark
end

function Scale:execute()
  if self.direction == FORWARD then
    self.second.value = self.first.value * self.scale.value + self.offset.value
  else
    self.first.value = math.floor((self.second.value - self.offset.value) / self.scale.value)
  end
end

function Scale:recalculate()
  local from, out = self:input(), self:output()
  out.strength = self.strength > from.strength and self.strength or from.strength
  out.stays = from.stays and self.scale.stays and self.offset.stays
  if out.stays then self:execute() end
end

-- The planner.

local Planner = class()

function Planner.new() return setmetatable({ mark = 0 }, Planner) end

function Planner:newMark()
  self.mark = self.mark + 1
  return self.mark
end

function Planner:add(constraint)
  local mark = self:newMark()
  local displaced = constraint:satisfy(mark, self)
  while displaced do displaced = displaced:satisfy(mark, self) end
end

function Planner:remove(constraint)
  local out = constraint:output()
  constraint:drop()
  constraint:disconnect()
  local unsatisfied = self:release(out)
  table.sort(unsatisfied, function(a, b) return a.strength < b.strength end)
  for i = 1, #unsatisfied do self:add(unsatisfied[i]) end
end

local function consumers(variable, into)
  local all = variable.constraints
  for i = 1, #all do
    local each = all[i]
    if each ~= variable.determinedBy and each:isSatisfied() then into[#into + 1] = each end
  end
end

--- Recomputes what is behind a constraint; tells whether there is no cycle.
function Planner:propagate(constraint, mark)
  local todo = { constraint }
  while #todo > 0 do
    local each = table.remove(todo)
    if each:output().mark == mark then
      self:remove(constraint)
      return false
    end
    each:recalculate()
    consumers(each:output(), todo)
  end
  return true
end

--- Forgets what determined the variables behind one; returns the constraints that may be satisfied now.
function Planner:release(out)
  out.determinedBy, out.strength, out.stays = nil, WEAKEST, true
  local unsatisfied, todo = {}, { out }
  while #todo > 0 do
    local variable = table.remove(todo)
    for _, each in ipairs(variable.constraints) do
      if not each:isSatisfied() then unsatisfied[#unsatisfied + 1] = each end
    end
    local next = {}
    consumers(variable, next)
    for _, each in ipairs(next) do
      each:recalculate()
      todo[#todo + 1] = each:output()
    end
  end
  return unsatisfied
end

--- The constraints to execute, in order, when the inputs among some have changed.
function Planner:plan(edits)
  local mark, plan, todo = self:newMark(), {}, {}
  for _, each in ipairs(edits) do
    if each:isInput() and each:isSatisfied() then todo[#todo + 1] = each end
  end
  while #todo > 0 do
    local each = table.remove(todo)
    local out = each:output()
    if out.mark ~= mark and each:inputsKnown(mark) then
      plan[#plan + 1] = each
      out.mark = mark
      consumers(out, todo)
    end
  end
  return plan
end

local function execute(plan)
  for i = 1, #plan do plan[i]:execute() end
end

-- The two tests.

--- Equalities in a row: what is set at one end arrives at the other.
local function chain(n)
  local planner, variables = Planner.new(), {}
  for i = 1, n + 1 do
    variables[i] = Variable.new(0)
    if i > 1 then Equality.new(variables[i - 1], variables[i], REQUIRED, planner) end
  end
  local first, last = variables[1], variables[n + 1]
  Stay.new(last, STRONG_DEFAULT, planner)
  local edit = Edit.new(first, PREFERRED, planner)
  local plan = planner:plan { edit }
  for value = 1, 100 do
    first.value = value
    execute(plan)
    assert(last.value == value)
  end
  edit:destroy(planner)
  return #plan
end

local function change(planner, variable, value)
  local edit = Edit.new(variable, PREFERRED, planner)
  local plan = planner:plan { edit }
  for _ = 1, 10 do
    variable.value = value
    execute(plan)
  end
  edit:destroy(planner)
end

--- Pairs of variables with one scale and one offset: changes arrive from each side.
local function projection(n)
  local planner, sources, targets = Planner.new(), {}, {}
  local scale, offset = Variable.new(10), Variable.new(1000)
  for i = 1, n do
    sources[i], targets[i] = Variable.new(i), Variable.new(i)
    Stay.new(sources[i], DEFAULT, planner)
    Scale.new(sources[i], scale, offset, targets[i], REQUIRED, planner)
  end
  change(planner, sources[n], 17)
  assert(targets[n].value == 1170)
  change(planner, targets[n], 1050)
  assert(sources[n].value == 5)
  change(planner, scale, 5)
  for i = 1, n - 1 do assert(targets[i].value == i * 5 + 1000) end
  change(planner, offset, 2000)
  local sum = 0
  for i = 1, n - 1 do
    assert(targets[i].value == i * 5 + 2000)
    sum = sum + targets[i].value
  end
  return sum
end

function work(n)
  local sum = 0
  for _ = 1, 5 do sum = (sum + chain(n) + projection(n)) % 1000003 end
  return sum
end
