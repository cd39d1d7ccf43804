-- Runs one probe and gives back what each of its cases came to, one line for each.
-- Arguments: the probe's name, the directory of probes and modules, how the names of libraries end.
local name, root, ending = ...
local lines = {}

ROOT, LIB = root, ending
PATH = root .. "/?.lua;" .. root .. "/?/init.lua"
CPATH = root .. "/?." .. ending

local function plain(text)
  return (text:gsub("%p", "%%%0"))
end

local function show(value)
  if type(value) == "string" then
    value = value:gsub(plain(root), "ROOT"):gsub("%." .. ending .. "%f[^%w]", ".lib")
    value = value:gsub("0x%x+", "0xADDR")
    return '"' .. value:gsub("[%c\\\"\128-\255]", function(c)
      local names = { ["\n"] = "\\n", ["\t"] = "\\t", ['"'] = '\\"', ["\\"] = "\\\\" }
      return names[c] or ("\\%03d"):format(c:byte())
    end) .. '"'
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
