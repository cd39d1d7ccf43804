local show = dofile((...) .. '/show.lua')
local zlib = require 'zlib'

local text = ('a text that can be made smaller, '):rep(5000)
local deflated, eof, bytes_in, bytes_out = zlib.deflate(9)(text, 'finish')
show('deflate', eof, bytes_in, bytes_out == #deflated, #deflated < #text / 50)
local inflated, eof2, in2, out2 = zlib.inflate()(deflated)
show('inflate', inflated == text, eof2, in2 == #deflated, out2)
local stream, parts = zlib.deflate(), {}
for i = 1, 100 do parts[#parts + 1] = stream('part ' .. i .. ', ', i == 100 and 'finish' or 'none') end
local all = zlib.inflate()(table.concat(parts))
show('a stream', #all, all:sub(1, 30), all:sub(-12))
local stepwise, out = zlib.inflate(), {}
for i = 1, #deflated, 7 do out[#out + 1] = stepwise(deflated:sub(i, i + 6)) end
show('inflate in steps', table.concat(out) == text)
local gzip = zlib.deflate(6, 31)(text, 'finish')
show('gzip', gzip:byte(1), gzip:byte(2), zlib.inflate(31)(gzip) == text)
show('crc32', zlib.crc32()('123456789'), zlib.crc32()('1234'))
show('adler32', zlib.adler32()('Wikipedia'))
show('bad input', pcall(zlib.inflate(), 'this is not deflated'))
show('too late', pcall(function() local s = zlib.deflate() s('x', 'finish') return s('y') end))
show('version', type(zlib.version()))
