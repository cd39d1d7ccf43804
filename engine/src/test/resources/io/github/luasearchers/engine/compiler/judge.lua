-- Says of each line "name<TAB>source" what PUC's Lua makes of it, as a third column: "E message",
-- or "D bytes" with the binary form. Run by lua5.2: judge.lua <cases >golden
local function read(s)
  return (s:gsub("\\x(%x%x)", function(h) return string.char(tonumber(h, 16)) end))
end
local function write(s)
  return (s:gsub("[%c\\\128-\255]", function(c) return ("\\x%02x"):format(c:byte()) end))
end
for line in io.lines() do
  local name, source = line:match("^([^\t]*)\t([^\t]*)")
  local f, message = load(read(source), read(name))
  local verdict = f and "D " .. string.dump(f) or "E " .. message:gsub("\nstack traceback:.*", "")
  io.write(name, "\t", source, "\t", write(verdict), "\n")
end
