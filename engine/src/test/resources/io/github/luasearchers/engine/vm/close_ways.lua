-- Every way to leave a block, with up to three variables to close there, each of which
-- closes silently, fails, yields, or yields and then fails.
local trace = {}
local function log(...)
  local n = select("#", ...)
  for i = 1, n do trace[#trace + 1] = tostring((select(i, ...))) end
end

local acts = {
  p = function() end,
  e = function(name) error("E" .. name, 0) end,
  y = function(name) log("(" .. coroutine.yield("y" .. name) .. ")") end,
  z = function(name) coroutine.yield("z" .. name) error("Z" .. name, 0) end,
}

function var(name, act)
  return setmetatable({}, {__close = function(self, err)
    log("<" .. name .. ":" .. tostring(err))
    acts[act](name)
    log(">")
  end})
end

function many(...) return ... end

local ways = {
  ["end"] = "do %s end return 'after'",
  ["break"] = "while true do %s break end return 'after'",
  ["break if"] = "for i = 1, 2 do %s if i == 1 then break end end return 'after'",
  ["break deep"] = "for i = 1, 2 do %s do local q = i; (function() q = 2 end)() if q > 1 then break end end end return 'after'",
  ["goto out"] = "do %s goto out end ::out:: return 'after'",
  ["goto back"] = "local n = 0 ::top:: do %s n = n + 1 if n < 2 then goto top end end return n",
  ["goto continue"] = "for i = 1, 2 do %s goto continue; do local u end ::continue:: end return 'after'",
  ["while"] = "local n = 0 while n < 2 do n = n + 1 %s end return n",
  ["repeat"] = "local n = 0 repeat n = n + 1 %s local m = n until m == 2 return n",
  ["repeat upvalue"] = "local n = 0 repeat n = n + 1 %s local f = function() return n end until f() == 2 return n",
  ["for"] = "local n = 0 for i = 3, 4 do %s n = n + i end return n",
  ["for in"] = "local n = 0 for k, v in next, {10} do %s n = n + v end return n",
  ["return"] = "%s return",
  ["return one"] = "local r = 7 %s return r",
  ["return many"] = "local r = 7 %s return r, 8, nil",
  ["return call"] = "%s return many(1, 2)",
  ["return all"] = "%s return 0, many(1, 2, 3)",
  ["return vararg"] = "%s return ...",
  ["return from for"] = "for i = 1, 2 do %s return i, ... end",
  ["return upvalue"] = "local r = 1 local f = function() r = r + 1 return r end %s return f(), r",
  ["error"] = "%s error('X', 0)",
  ["error nil"] = "do %s error() end",
  ["error deep"] = "%s many(many(error('X', 0)))",
  ["error caught"] = "local ok, e = pcall(function() %s error('X', 0) end) return ok, e",
  ["error in xpcall"] = "return xpcall(function() %s error('X', 0) end, function(m) return '[' .. tostring(m) .. ']' end)",
  ["error in call"] = "local t = setmetatable({}, {__index = function() %s error('X', 0) end}) return pcall(function() return t.x end)",
  ["closing value"] = "for k, v in next, {10}, nil, var('f', 'p') do %s end return 'after'",
  ["closing value break"] = "for k, v in next, {10}, nil, var('f', 'y') do %s break end return 'after'",
  ["two functions"] = "local function g() %s return 5 end local x <close> = var('o', 'p') return g() + g()",
  ["yields between"] = "%s log(coroutine.yield('mid')) return 'after'",
}
_G.log = log

local function declare(combination)
  local text = {}
  for i = 1, #combination do
    text[i] = ("local x%d <close> = var('%d', '%s')"):format(i, i, combination:sub(i, i))
  end
  return table.concat(text, " ")
end

local contexts = {
  main = function(f) log(pcall(f, 21, 22)) end,
  coroutine = function(f)
    local co = coroutine.create(function() return pcall(f, 21, 22) end)
    for i = 1, 20 do
      log("|", coroutine.resume(co, "r" .. i))
      if coroutine.status(co) == "dead" then break end
    end
    log(coroutine.close(co))
  end,
  bare = function(f)
    local co = coroutine.create(f)
    for i = 1, 20 do
      log("|", coroutine.resume(co, "r" .. i))
      if coroutine.status(co) == "dead" then break end
    end
    log(coroutine.close(co))
  end,
  wrap = function(f)
    local co = coroutine.wrap(f)
    for i = 1, 3 do log("|", pcall(co, "r" .. i)) end
  end,
  closed = function(f)
    local co = coroutine.create(function() return pcall(f, 21, 22) end)
    log("|", coroutine.resume(co, "r"))
    log(coroutine.close(co))
    log(coroutine.status(co), coroutine.close(co))
  end,
}

local names = {}
for name in pairs(ways) do names[#names + 1] = name end
table.sort(names)
local combinations = {"", "p", "e", "y", "z", "pe", "ep", "ey", "yp", "yz", "zy", "epy", "yyy", "zez"}
for _, name in ipairs(names) do
  for _, context in ipairs {"main", "coroutine", "bare", "wrap", "closed"} do
    -- up to 5.4.4 a coroutine that is closed still has the message handler of its last xpcall
    if name ~= "error in xpcall" or context ~= "closed" then
      print("-- " .. name .. ", " .. context)
      for _, combination in ipairs(combinations) do
        local code = ways[name]:gsub("%%s", declare(combination))
        trace = {}
        contexts[context](assert(load(code, "=c")))
        print(combination .. " " .. table.concat(trace, " "))
      end
    end
  end
end
