-- what the collector shows of itself, where a JVM can do as PUC's does

local function finalized(object, finalizer)
  return setmetatable(object, {__gc = finalizer})
end

-- weak keys that come back with the object that refers to them are still listed; values are not
do
  local friend = {}
  local byKey = setmetatable({[friend] = "kept"}, {__mode = "k"})
  local byValue = setmetatable({friend = friend}, {__mode = "v"})
  finalized({friend = friend}, function(object)
    print("listed", next(byKey) == object.friend, byKey[object.friend], byValue.friend)
  end)
  friend = nil
  collectgarbage()
  collectgarbage()
  print("gone", next(byKey), next(byValue))
end

-- the finalizer itself may be gone when its time comes
do
  local class = setmetatable({}, {__mode = "v"})
  class.__gc = true
  local object = setmetatable({}, class)
  class.__gc = function() print("not to be seen") end
  class, object = nil
  collectgarbage()
  print("no finalizer")
end

-- those that an error has left over come before those that are found later
do
  collectgarbage("stop") -- and so a collection between two objects changes nothing
  local order = {}
  local function make(number)
    finalized({}, function()
      order[#order + 1] = number
      if number == 2 then error("two") end
    end)
  end
  for i = 1, 3 do make(i) end
  print(pcall(function() collectgarbage() end))
  for i = 4, 5 do make(i) end
  collectgarbage()
  print(table.concat(order, " "))
  collectgarbage("restart")
end

-- no call that waits keeps what its temporaries held
do
  local weak = setmetatable({}, {__mode = "k"})
  for i = 1, 3 do
    local object = {}
    weak[object] = i
  end
  print(pcall(collectgarbage))
  print(next(weak))
end

-- steps and the count
do
  collectgarbage("stop")
  collectgarbage()
  local before = collectgarbage("count")
  local list = {}
  for i = 1, 1000 do list[i] = {i} end
  local with = collectgarbage("count")
  list = nil
  local steps = 0
  repeat steps = steps + 1 until collectgarbage("step", 4)
  print(with > before, with < before + 2000, steps > 1, collectgarbage("count") < with)
  print(collectgarbage("step", 1000000), collectgarbage("isrunning"))
  collectgarbage("restart")
  print(collectgarbage("isrunning"))
end
