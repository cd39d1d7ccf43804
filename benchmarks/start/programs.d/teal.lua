-- Teal's checker checks itself.
local tl = require "tl"
local file = assert(io.open((...) .. "/tl.tl"))
local result = (tl.check_string or tl.process_string)(file:read "a")
file:close()
print(#(result.type_errors or {}))
