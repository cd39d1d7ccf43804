local show = dofile((...) .. '/show.lua')
local mime, ltn12 = require 'mime', require 'ltn12'

show('b64', mime.b64 'any carnal pleas', mime.b64 'a', (mime.b64 'abc'))
show('unb64', mime.unb64 'YW55IGNhcm5hbCBwbGVhcw==', (mime.unb64 '!!'))
show('qp', mime.qp('ação = 1\n', nil), (mime.qp 'x=y\r\n'))
show('unqp', (mime.unqp 'a=C3=A7=C3=A3o=\r\n!'))
show('wrp', mime.wrp(10, ('x'):rep(25), 10), (mime.wrp(10, nil, 10)))
show('qpwrp', mime.qpwrp(20, ('y='):rep(20), 20))
show('eol', mime.eol(0, 'a\nb\r\nc\rd'), (mime.eol(0, 'a\r\nb', '\n')))
show('dot', mime.dot(2, '.line\r\n.other'))
local function filtered(filter, text)
  local out = {}
  ltn12.pump.all(ltn12.source.chain(ltn12.source.string(text), filter), (ltn12.sink.table(out)))
  return table.concat(out)
end
local long = ('some binary \0\1\2\255 text, '):rep(2000)
local encoded = filtered(ltn12.filter.chain(mime.encode 'base64', mime.wrap 'base64'), long)
show('base64 by filters', #encoded, encoded:sub(1, 100), filtered(mime.decode 'base64', encoded) == long)
local printable = filtered(ltn12.filter.chain(mime.encode 'quoted-printable', mime.wrap 'quoted-printable'), long)
show('quoted-printable by filters', #printable, filtered(mime.decode 'quoted-printable', printable) == long)
show('an error', pcall(mime.b64))
