-- Parses a JSON document that it makes, character by character: an object with many small methods.
local Parser = {}
Parser.__index = Parser

function Parser.new(text)
  return setmetatable({ text = text, at = 0, line = 1, current = nil, values = 0 }, Parser)
end

function Parser:next()
  self.at = self.at + 1
  local current = self.text:sub(self.at, self.at)
  if current == "\n" then self.line = self.line + 1 end
  self.current = current
  return current
end

function Parser:fail(expected)
  error("line " .. self.line .. ": expected " .. expected)
end

function Parser:skip()
  local c = self.current
  while c == " " or c == "\n" or c == "\t" or c == "\r" do c = self:next() end
end

function Parser:take(c)
  if self.current ~= c then return false end
  self:next()
  return true
end

function Parser:expect(c)
  if not self:take(c) then self:fail(c) end
end

function Parser:value()
  self.values = self.values + 1
  local c = self.current
  if c == "{" then return self:object() end
  if c == "[" then return self:array() end
  if c == '"' then return self:string() end
  if c == "t" then return self:word("true", true) end
  if c == "f" then return self:word("false", false) end
  if c == "n" then return self:word("null", nil) end
  return self:number()
end

function Parser:word(word, meaning)
  for i = 1, #word do self:expect(word:sub(i, i)) end
  return meaning
end

function Parser:object()
  local made = {}
  self:next()
  self:skip()
  if self:take("}") then return made end
  repeat
    self:skip()
    if self.current ~= '"' then self:fail("a name") end
    local name = self:string()
    self:skip()
    self:expect(":")
    self:skip()
    made[name] = self:value()
    self:skip()
  until not self:take(",")
  self:expect("}")
  return made
end

function Parser:array()
  local made, n = {}, 0
  self:next()
  self:skip()
  if self:take("]") then return made end
  repeat
    self:skip()
    n = n + 1
    made[n] = self:value()
    self:skip()
  until not self:take(",")
  self:expect("]")
  return made
end

local ESCAPES = { n = "\n", t = "\t", r = "\r", b = "\b", f = "\f", ["/"] = "/", ["\\"] = "\\", ['"'] = '"' }

function Parser:string()
  local from, parts = self.at + 1, nil
  local c = self:next()
  while c ~= '"' do
    if c == "" then self:fail("a string's end") end
    if c == "\\" then
      parts = parts or {}
      parts[#parts + 1] = self.text:sub(from, self.at - 1)
      parts[#parts + 1] = ESCAPES[self:next()] or self:fail("an escape")
      from = self.at + 1
    end
    c = self:next()
  end
  local rest = self.text:sub(from, self.at - 1)
  self:next()
  if not parts then return rest end
  parts[#parts + 1] = rest
  return table.concat(parts)
end

function Parser:digits()
  local c = self.current
  if not (c >= "0" and c <= "9") then self:fail("a digit") end
  while c >= "0" and c <= "9" do c = self:next() end
end

function Parser:number()
  local from = self.at
  self:take("-")
  self:digits()
  if self:take(".") then self:digits() end
  if self:take("e") or self:take("E") then
    if not self:take("-") then self:take("+") end
    self:digits()
  end
  return tonumber(self.text:sub(from, self.at - 1))
end

local function parse(text)
  local parser = Parser.new(text)
  parser:next()
  parser:skip()
  local value = parser:value()
  parser:skip()
  if parser.current ~= "" then parser:fail("the end") end
  return value, parser.values
end

-- The document: records of an invented library.

local WORDS = { "amber", "basalt", "cedar", "delta", "ember", "fjord", "garnet", "heath" }

local function document(n)
  local seed, lines = 42, {}
  local function random(limit)
    seed = (seed * 16807) % 2147483647
    return seed % limit
  end
  for i = 1, n do
    local tags = {}
    for k = 1, random(5) do tags[k] = '"' .. WORDS[random(8) + 1] .. '"' end
    lines[i] = '  {\n    "id": ' .. i .. ',\n    "title": "' .. WORDS[random(8) + 1] .. " \\\"" .. WORDS[random(8) + 1]
      .. '\\" \\n",\n    "weight": ' .. ("%.3f"):format(random(100000) / 1000) .. ',\n    "change": '
      .. (random(2) == 0 and "-1.5e3" or "12") .. ',\n    "tags": [' .. table.concat(tags, ", ")
      .. '],\n    "owner": {"name": "' .. WORDS[random(8) + 1] .. '", "active": '
      .. (random(2) == 0 and "true" or "false") .. ', "parent": null}\n  }'
  end
  return '{"count": ' .. n .. ', "records": [\n' .. table.concat(lines, ",\n") .. "\n]}\n"
end

local made, size

function work(n)
  if size ~= n then made, size = document(n), n end
  local root, values = parse(made)
  local sum = values
  for i, record in ipairs(root.records) do
    assert(record.id == i and record.title:sub(-1) == "\n" and record.owner.parent == nil)
    sum = sum + #record.tags + #record.title + math.floor(record.weight) + (record.owner.active and 1 or 0)
    sum = sum + (record.change < 0 and 2 or 0)
  end
  return sum
end
