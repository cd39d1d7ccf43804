-- Runs a snippet and words its answer as langdiff.tsv does.
local source = ...
local tostring, type, select, load, pcall = tostring, type, select, load, pcall
local gsub, byte, format, concat, write = string.gsub, string.byte, string.format, table.concat, io.write

local function quoted(text)
  return '"' .. gsub(text, '[\\"%c\128-\255]', function(c)
    if c == '\n' then return '\\n' end
    if c == '"' then return c end
    if c == '\\' then return '\\\\' end
    return format('\\%03d', byte(c))
  end) .. '"'
end

local function worded(value)
  if type(value) == 'string' then return quoted(value) end
  return tostring(value)
end

local function answer(ok, ...)
  local words = {}
  for i = 1, select('#', ...) do words[i] = worded((select(i, ...))) end
  write((ok and '=> ' or '!! ') .. concat(words, ' | '))
end

local chunk, message = load(source, '=t')
if chunk == nil then
  write('SYNTAX ' .. gsub(message, '\\', '\\\\'))
else
  answer(pcall(chunk))
end
