local show = dofile((...) .. '/show.lua')
local cjson = require 'cjson'
local safe = require 'cjson.safe'

local document = [[{"name":"a \"quoted\" text","list":[1,2.5,-3e2,true,false,null],
  "nested":{"deep":{"er":[[],[{}],{}]}},"unicode":"\u00e4\u20ac\ud83d\ude00","empty":""}]]
local value = cjson.decode(document)
show('decode', value.name, value.list, value.nested, value.unicode, value.empty)
show('null', value.list[6] == cjson.null, tostring(cjson.null) == tostring(value.list[6]))
show('numbers', math.type and math.type(value.list[1]), value.list[3])
show('encode', cjson.encode({1, 2.5, 'text', true, cjson.null}), cjson.encode 'a\nb"\\/\1',
  cjson.encode(1e15), cjson.encode(-0.1), cjson.encode({}))
show('there and back', cjson.decode(cjson.encode(value)))
show('errors', pcall(cjson.decode, '{"a":1,}'))
show('errors', pcall(cjson.decode, '[1, 2'))
show('errors', pcall(cjson.decode, '"\\x"'))
show('errors', pcall(cjson.encode, print))
show('errors', pcall(cjson.encode, {[1.5] = 1}))
show('errors', pcall(cjson.encode, 0 / 0))
show('errors', pcall(cjson.decode))
show('safe', safe.decode '[oops]')
show('safe', safe.encode(print))
local cyclic = {}
cyclic.self = cyclic
show('too deep', pcall(cjson.encode, cyclic))
show('too deep', pcall(cjson.decode, ('['):rep(2000)))
local other = cjson.new()
other.encode_sparse_array(true, 2, 10)
show('sparse', #other.encode({[1] = 'a', [20] = 'b'}), pcall(cjson.encode, {[1] = 'a', [20] = 'b'}))
other.encode_number_precision(3)
show('precision', other.encode(math.pi), cjson.encode(math.pi))
show('settings', other.encode_max_depth(), other.decode_max_depth(), other.encode_keep_buffer())
local big = {}
for i = 1, 2000 do big[i] = {id = i, name = 'item ' .. i, tags = {'a', 'b', 'c'}, price = i / 4} end
local text = cjson.encode(big)
local back = cjson.decode(text)
show('a big document', #text > 100000, #back, back[2000].name, back[777].price, back[3].tags)
local sum = 0
for _ = 1, 20 do
  for _, item in ipairs(cjson.decode(text)) do sum = sum + item.price end
end
show('decoded twenty times', sum)
