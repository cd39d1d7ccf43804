-- Runs one probe and gives back what each of its cases came to, one line for each.
-- Arguments: the probe's name, the directory of probes and modules, how the names of libraries end.
local name, root, ending = ...
local lines = {}

ROOT, LIB = root, ending
PATH = root .. "/?.lua;" .. root .. "/?/init.lua"
CPATH = root .. "/?." .. ending

-- Only the plainest functions are used here: this is to show package's faults, not string's.
local function replace(text, what, by)
  local from, to = text:find(what, 1, true)
  if not from then return text end
  return text:sub(1, from - 1) .. by .. replace(text:sub(to + 1), what, by)
end

local escapes = { ["\n"] = "\\n", ["\t"] = "\\t", ['"'] = '\\"', ["\\"] = "\\\\" }

local function quote(text)
  local quoted = {}
  for i = 1, #text do
    local c = text:sub(i, i)
    local code = text:byte(i)
    quoted[i] = escapes[c] or (code >= 32 and code < 127) and c or "\\" .. code
  end
  return '"' .. table.concat(quoted) .. '"'
end

local function show(value)
  if type(value) == "string" then
    value = replace(replace(value, root, "ROOT"), "." .. ending, ".lib")
    -- Lua 5.2 has the table of globals in the name or not, by chance.
    return quote(replace(value, "'_G.", "'"))
  elseif type(value) == "number" or type(value) == "boolean" or value == nil then
    return tostring(value)
  end
  return type(value)
end

local function copy(t)
  local c = {}
  for k, v in next, t do c[k] = v end
  return c
end

local rawset = rawset

local function restore(t, saved)
  for k in next, copy(t) do
    if saved[k] == nil then rawset(t, k, nil) end
  end
  for k, v in next, saved do rawset(t, k, v) end
end

local next, pcall, setmetatable = next, pcall, setmetatable
local package, loaded, preload = package, package.loaded, package.preload
local globals = _G

-- Runs a function with a fresh package library and writes down its results or its error.
function case(name, f)
  local before = { package, loaded, preload, globals, package.searchers }
  local saved = {}
  for i, t in ipairs(before) do saved[i] = copy(t) end
  package.path, package.cpath = PATH, CPATH
  local results = table.pack(pcall(f))
  for i, t in ipairs(before) do
    setmetatable(t, nil)
    restore(t, saved[i])
  end
  local texts = {}
  for i = 1, results.n do texts[i] = show(results[i]) end
  lines[#lines + 1] = name .. ": " .. table.concat(texts, ", ")
end

assert(loadfile(root .. "/" .. name .. ".lua"))()
local text = table.concat(lines, "\n") .. "\n"
if arg then io.write(text) end
return text
