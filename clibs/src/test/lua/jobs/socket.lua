local folder = ...
local show = dofile(folder .. '/show.lua')
local socket = require 'socket'

-- tcp
local server = assert(socket.bind('127.0.0.1', 0))
local _, port = server:getsockname()
server:settimeout(5)
local client = assert(socket.tcp())
client:settimeout(5)
show('connect', client:connect('127.0.0.1', port))
local peer = assert(server:accept())
peer:settimeout(5)
show('send', client:send 'a line\r\nand more')
show('receive', peer:receive(), peer:receive(3))
show('options', peer:setoption('tcp-nodelay', true), peer:getoption 'tcp-nodelay')
peer:settimeout(0.01)
show('timeout', peer:receive '*l')
peer:send(('x'):rep(100000) .. '\nend\n')
peer:close()
local long = client:receive '*l'
show('a long line', #long, client:receive '*l')
show('closed', client:receive '*l')
show('statistics', client:getstats() == 100005, select('#', client:getstats()))
client:close()
show('a closed socket', pcall(client.send, client, 'x'))
local refused = socket.tcp()
server:close()
show('refused', refused:connect('127.0.0.1', port))

-- udp
local a, b = socket.udp(), socket.udp()
a:settimeout(5)
a:setsockname('127.0.0.1', 0)
local _, a_port = a:getsockname()
show('sendto', b:sendto('a datagram', '127.0.0.1', a_port))
show('receivefrom', (a:receivefrom()))
a:settimeout(0)
show('no datagram', a:receive())

-- select
local first = socket.bind('127.0.0.1', 0)
local _, first_port = first:getsockname()
local started = socket.gettime()
local readable, writable, problem = socket.select({first}, nil, 0.05)
show('select', #readable, #writable, problem, socket.gettime() - started > 0.04)
local c = socket.connect('127.0.0.1', first_port)
readable, writable = socket.select({first}, {c}, 5)
show('select', readable[1] == first, readable[first], writable[1] == c)
c:close()
first:close()

-- a server in a coroutine beside its client
local listener = socket.bind('127.0.0.1', 0)
listener:settimeout(0)
local _, echo_port = listener:getsockname()
local echoing = coroutine.wrap(function()
  local accepted
  repeat accepted = listener:accept() coroutine.yield() until accepted
  accepted:settimeout(0)
  while true do
    local line, why, part = accepted:receive '*l'
    if line then accepted:send('echo ' .. line .. '\n') elseif why == 'closed' then break end
    coroutine.yield()
  end
  return 'done'
end)
echoing()
local speaker = socket.connect('127.0.0.1', echo_port)
speaker:settimeout(0)
local answers = {}
for i = 1, 5 do
  speaker:send('word ' .. i .. '\n')
  local answer
  repeat echoing() answer = speaker:receive '*l' until answer
  answers[i] = answer
end
show('echo', answers)
speaker:close()

-- unix
local unix = require 'socket.unix'
local us = (type(unix) == 'table' and unix.stream or unix)()
show('unix bind', us:bind 'a.socket', us:listen())
local uc = (type(unix) == 'table' and unix.stream or unix)()
show('unix connect', uc:connect 'a.socket')
local ua = us:accept()
uc:send 'through a file\n'
show('unix receive', ua:receive())

-- errors through newtry and protect
local closed = false
local try = socket.newtry(function() closed = true end)
local fetch = socket.protect(function(ok) return try(ok, 'it failed'), 'fine' end)
show('protect', fetch(true))
show('protect', fetch(nil))
show('newtry', closed)
show('protect with another error', pcall(socket.protect(function() error({1}) end)))
show('skip', socket.skip(1, 'a', 'b'))
show('dns', socket.dns.toip 'localhost', (socket.dns.toip '127.0.0.1'))
show('sleep', socket.sleep(0.01))

-- http, from a server of its own
local http, ltn12, url = require 'socket.http', require 'ltn12', require 'socket.url'
local process = io.popen('python3 ' .. folder .. '/server.py', 'r')
local base = 'http://127.0.0.1:' .. process:read '*l'
local body, code, headers = http.request(base .. '/text')
show('http', body, code, headers['content-type'], headers['x-method'])
show('http post', (http.request(base .. '/echo', 'posted=1')))
show('http not found', (select(2, http.request(base .. '/none'))))
show('http redirect', http.request(base .. '/redirect') == body)
local sink = {}
local ok, status = http.request {url = base .. '/big', sink = ltn12.sink.table(sink), method = 'GET',
  headers = {['X-Own'] = 'yes'}}
show('http with a sink', ok, status, #table.concat(sink))
show('http nowhere', http.request 'http://127.0.0.1:1/')
http.request(base .. '/quit')
process:close()
show('url', url.parse 'http://user:pw@host:80/path;p?q=1#f', url.absolute('http://h/a/b', '../c'))
