-- Encodes and decodes a document, by dkjson without LPeg.
package.preload.lpeg = function()
  error "left out"
end
local json = require "dkjson"
local document = {}
for i = 1, 400 do
  document[i] = { id = i, name = "name " .. i, list = { i, i / 3, i * 2 }, odd = i % 2 == 1, deep = { a = { b = "\n" } } }
end
local text = json.encode(document)
for _ = 1, 15 do
  json.decode(text, 1, nil, nil)
  json.encode(document)
end
print(#text)
