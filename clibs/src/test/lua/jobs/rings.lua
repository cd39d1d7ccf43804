local show = dofile((...) .. '/show.lua')
local rings = require 'rings'
local ring = rings.new()
show('dostring', ring:dostring 'return 1, "two", true, nil')
show('arguments', ring:dostring('return select("#", ...), ...', 5, 'x'))
show('globals are apart', ring:dostring 'x = 7 return x', x)
show('an error', ring:dostring 'error "inside"')
show('a syntax error', ring:dostring 'x = = 1')
y = 'of the master'
show('remotedostring', ring:dostring [[return remotedostring 'return y']])
show('calling back', ring:dostring [[return remotedostring('z = ... return z', 'set by the ring')]])
show('calling back', z)
local other = rings.new()
show('two rings', other:dostring 'return x')
other:close()
show('closed', pcall(other.dostring, other, 'return 1'))
local answers = {rings.new({print = print, tostring = tostring}):dostring [[return remotedostring 'return type(print), type(io)']]}
answers[3] = answers[3]:gsub('\n[^\n]*rings%.lua:.*', '')
show('another environment', answers)
ring:dostring [[setmetatable({}, {__gc = function() end})]]
ring:close()
local stable = rings.new()
stable:dostring [[require 'stable'.set('key', 'kept')]]
show('stable', stable:dostring [[return require 'stable'.get 'key']])
local many = {}
for i = 1, 20 do
  many[i] = rings.new()
  many[i]:dostring('n = ...', i)
end
local sum = 0
for i = 1, 20 do local _, n = many[i]:dostring 'return n' sum = sum + n many[i]:close() end
show('twenty rings', sum)
