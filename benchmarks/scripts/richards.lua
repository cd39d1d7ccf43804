-- Martin Richards' simulation of an operating system: six tasks that send each other packets.
-- Objects, whose methods are found through metatables; one of them is another in each class.
local IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = 1, 2, 3, 4, 5, 6
local DEVICE, WORK = 1, 2
local DATA = 4

local function class()
  local made = {}
  made.__index = made
  return made
end

-- Packets, which are linked into queues.

local Packet = class()

function Packet.new(link, identity, kind)
  local data = {}
  for i = 1, DATA do data[i] = 0 end
  return setmetatable({ link = link, identity = identity, kind = kind, datum = 1, data = data }, Packet)
end

function Packet:appendTo(queue)
  self.link = nil
  if not queue then return self end
  local last = queue
  while last.link do last = last.link end
  last.link = self
  return queue
end

-- Tasks: what all have.

local Task = class()

function Task.init(task, system, identity, priority, queue)
  task.system, task.identity, task.priority, task.queue = system, identity, priority, queue
  task.pending, task.waiting, task.held = queue ~= nil, true, false
  task.link = system.first
  system.first = task
  system.tasks[identity] = task
  return task
end

function Task:isBlocked()
  return self.held or (self.waiting and not self.pending)
end

function Task:resume()
  local packet
  if self.waiting and self.pending and not self.held then
    packet = self.queue
    self.queue = packet.link
    self.waiting = false
    self.pending = self.queue ~= nil
  end
  return self:run(packet)
end

--- Takes a packet from another task; returns the one of the two that goes on.
function Task:accept(packet, sender)
  if self.queue then
    self.queue = packet:appendTo(self.queue)
    return sender
  end
  self.queue = packet
  self.pending = true
  return self.priority > sender.priority and self or sender
end

local function taskClass()
  local made = setmetatable({}, Task)
  made.__index = made
  return made
end

-- The system.

local System = class()

function System.new()
  return setmetatable({ tasks = {}, sent = 0, holds = 0 }, System)
end

function System:schedule()
  self.current = self.first
  while self.current do
    local task = self.current
    if task:isBlocked() then
      self.current = task.link
    else
      self.current = task:resume()
    end
  end
end

function System:hold()
  self.holds = self.holds + 1
  self.current.held = true
  return self.current.link
end

function System:wait()
  self.current.waiting = true
  return self.current
end

function System:release(identity)
  local task = self.tasks[identity]
  task.held = false
  return task.priority > self.current.priority and task or self.current
end

function System:send(packet)
  local receiver = self.tasks[packet.identity]
  self.sent = self.sent + 1
  packet.link = nil
  packet.identity = self.current.identity
  return receiver:accept(packet, self.current)
end

-- The kinds of tasks.

local Idle = taskClass()

local function toggled(value, bit)
  if value % (2 * bit) >= bit then return value - bit end
  return value + bit
end

function Idle:run()
  self.count = self.count - 1
  if self.count == 0 then return self.system:hold() end
  local control = self.control
  if control % 2 == 0 then
    self.control = control / 2
    return self.system:release(DEVICE_A)
  end
  control = (control - 1) / 2
  self.control = toggled(toggled(toggled(control, 8), 0x1000), 0x4000) + 0x8000
  return self.system:release(DEVICE_B)
end

local Worker = taskClass()

function Worker:run(packet)
  if not packet then return self.system:wait() end
  self.destination = self.destination == HANDLER_A and HANDLER_B or HANDLER_A
  packet.identity = self.destination
  packet.datum = 1
  for i = 1, DATA do
    self.letter = self.letter % 26 + 1
    packet.data[i] = self.letter
  end
  return self.system:send(packet)
end

local Handler = taskClass()

function Handler:run(packet)
  if packet then
    if packet.kind == WORK then
      self.work = packet:appendTo(self.work)
    else
      self.free = packet:appendTo(self.free)
    end
  end
  local work = self.work
  if work then
    if work.datum > DATA then
      self.work = work.link
      return self.system:send(work)
    end
    local free = self.free
    if free then
      self.free = free.link
      free.datum = work.data[work.datum]
      work.datum = work.datum + 1
      return self.system:send(free)
    end
  end
  return self.system:wait()
end

local Device = taskClass()

function Device:run(packet)
  if packet then
    self.packet = packet
    return self.system:hold()
  end
  packet = self.packet
  if not packet then return self.system:wait() end
  self.packet = nil
  return self.system:send(packet)
end

local function packets(count, identity, kind)
  local queue
  for _ = 1, count do queue = Packet.new(queue, identity, kind) end
  return queue
end

local function simulate()
  local system = System.new()
  local idle = Task.init(setmetatable({ control = 1, count = 10000 }, Idle), system, IDLE, 0, nil)
  idle.waiting = false
  Task.init(setmetatable({ destination = HANDLER_A, letter = 0 }, Worker), system, WORKER, 1000, packets(2, WORKER, WORK))
  Task.init(setmetatable({}, Handler), system, HANDLER_A, 2000, packets(3, DEVICE_A, DEVICE))
  Task.init(setmetatable({}, Handler), system, HANDLER_B, 3000, packets(3, DEVICE_B, DEVICE))
  Task.init(setmetatable({}, Device), system, DEVICE_A, 4000, nil)
  Task.init(setmetatable({}, Device), system, DEVICE_B, 5000, nil)
  system:schedule()
  assert(system.sent == 23246 and system.holds == 9297)
  return system.sent + system.holds
end

function work(n)
  local sum = 0
  for _ = 1, n do sum = sum + simulate() end
  return sum
end
