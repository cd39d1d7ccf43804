local show = dofile((...) .. '/show.lua')
local mpack = require 'mpack'

local function hex(s) return (s:gsub('.', function(c) return ('%02x'):format(c:byte()) end)) end
local pack, unpack_ = mpack.pack, mpack.unpack
show('numbers', hex(pack(1)), hex(pack(-1)), hex(pack(300)), hex(pack(-70000)), hex(pack(1.5)))
show('texts', hex(pack 'text'), hex(pack ''), #pack(('x'):rep(70000)))
show('others', hex(pack(true)), hex(pack(mpack.NIL)), hex(pack {1, 2, 3}), hex(pack {a = 1}))
show('there and back', unpack_(pack {1, {2, {3, 'deep'}}, key = 'value', flags = {true, false}}))
show('null', unpack_(pack(mpack.NIL)) == mpack.NIL)
local unpacker = mpack.Unpacker()
local stream = pack 'first' .. pack {2, 3} .. pack(4)
local position, values, value = 1, {}
while position <= #stream do
  value, position = unpacker(stream, position)
  values[#values + 1] = value
end
show('a stream', values)
local half = mpack.Unpacker()
local bytes = pack('a text in two parts')
show('in parts', half(bytes:sub(1, 6)), half(bytes:sub(7)))
local session = mpack.Session {unpack = mpack.Unpacker()}
local packer = mpack.Packer()
show('a session', hex(session:request() .. packer 'method' .. packer {1}))
show('errors', pcall(pack, print))
show('errors', pcall(unpack_, '\193'))
local big = {}
for i = 1, 2000 do big[i] = {i, 'item ' .. i, i / 2} end
local back = unpack_(pack(big))
show('a big one', #back, back[2000], back[1])
