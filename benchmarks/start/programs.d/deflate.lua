-- LibDeflate compresses its own source, and decompresses it.
local deflate = require "LibDeflate"
local file = assert(io.open((...) .. "/LibDeflate.lua"))
local text = file:read "a"
file:close()
local compressed = deflate:CompressDeflate(text, { level = 6 })
assert(deflate:DecompressDeflate(compressed) == text)
print(#compressed)
