local show = dofile((...) .. '/show.lua')
local lxp = require 'lxp'

local log = {}
local function note(...) log[#log + 1] = table.concat({...}, ' ') end
local callbacks = {
  StartElement = function(_, name, attributes)
    note('start', name, table.concat(attributes, ','), attributes[1] and attributes[attributes[1]] or '-')
  end,
  EndElement = function(_, name) note('end', name) end,
  CharacterData = function(_, text) if text:find '%S' then note('text', text) end end,
  Comment = function(_, text) note('comment', text) end,
  ProcessingInstruction = function(_, target, data) note('pi', target, data) end,
  StartCdataSection = function() note 'cdata' end,
  Default = false,
}
local parser = lxp.new(callbacks)
show('parse', parser:parse '<?xml version="1.0"?>\n<a x="1" y="zwei">text &amp; more<!-- remark -->')
show('parse', parser:parse '<b/><?target data?><![CDATA[<raw>]]></a>')
show('position', parser:pos())
show('finish', parser:parse())
parser:close()
show('events', log)
local wrong = lxp.new {}
show('an error', wrong:parse '<a><b></a>')
local stopped = lxp.new {StartElement = function() error('from the callback', 0) end}
show('an error in a callback', pcall(stopped.parse, stopped, '<a/>'))
local halting
halting = lxp.new {StartElement = function(p, name) if name == 'stop' then p:stop() end end}
show('stop', halting:parse '<a><stop/></a>')
show('an unknown callback', pcall(lxp.new, {Wrong = print}))
local space = lxp.new({StartElement = function(_, name) show('namespace', name) end}, '|')
space:parse '<p:a xmlns:p="urn:x"/>'
local count = 0
local big = lxp.new {StartElement = function() count = count + 1 end}
big:parse('<root>' .. ('<item id="1"><name>n</name></item>'):rep(3000) .. '</root>')
big:parse()
show('many elements', count)
local lom = require 'lxp.lom'
show('lom', lom.parse '<doc a="1"><p>one</p>between<p>two</p></doc>')
