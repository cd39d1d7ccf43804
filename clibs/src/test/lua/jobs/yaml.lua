local show = dofile((...) .. '/show.lua')
local yaml = require 'yaml'

local function events(text)
  local list = {}
  for event in yaml.parser(text) do
    list[#list + 1] = {event.type, event.value, event.anchor, event.style,
      event.start_mark and event.start_mark.line}
  end
  return list
end
show('events', events [[
name: a document
list:
  - 1
  - ~
  - "quoted \n text"
nested: {a: [x, y], b: {c: d}}
anchor: &id {shared: yes}
alias: *id
text: |
  two
  lines
]])
show('several documents', #events '--- 1\n--- two\n--- [3]\n')
show('an error', pcall(events, 'a: [1, 2'))
show('an error', pcall(events, 'a: b: c'))
show('an argument', pcall(yaml.parser))
local tokens = {}
for token in yaml.scanner('{a: [1, b]}') do tokens[#tokens + 1] = token.type .. (token.value or '') end
show('tokens', tokens)
local emitter = yaml.emitter()
for _, event in ipairs {
  {type = 'STREAM_START', encoding = 'UTF8'}, {type = 'DOCUMENT_START', implicit = true},
  {type = 'MAPPING_START', style = 'BLOCK'},
  {type = 'SCALAR', value = 'key'}, {type = 'SCALAR', value = 'a value'},
  {type = 'SCALAR', value = 'list'}, {type = 'SEQUENCE_START', style = 'FLOW'},
  {type = 'SCALAR', value = '1'}, {type = 'SCALAR', value = 'two: 2'}, {type = 'SEQUENCE_END'},
  {type = 'MAPPING_END'}, {type = 'DOCUMENT_END', implicit = true},
} do
  assert(emitter.emit(event))
end
show('emitter', emitter.emit {type = 'STREAM_END'})
show('an event it does not know', pcall(yaml.emitter().emit, {type = 'NONE'}))
local parts = {}
for i = 1, 1000 do parts[i] = ('- {id: %d, name: item %d}'):format(i, i) end
show('a long list', #events(table.concat(parts, '\n')))

-- A parser goes on using the text that it was given while others do the same.
local texts, parsers, counts = {}, {}, {}
for i = 1, 20 do
  texts[i] = ('- %d\n'):format(i):rep(i < 4 and 3 or 200)
  parsers[i], counts[i] = yaml.parser(texts[i]), 0
end
for _ = 1, 210 do
  for i = 1, 20 do
    if parsers[i] then
      local event = parsers[i]()
      if event == nil then parsers[i] = nil
      elseif event.value then counts[i] = counts[i] + tonumber(event.value) end
    end
  end
end
show('parsers side by side', counts)
