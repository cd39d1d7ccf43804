local show = dofile((...) .. '/show.lua')
local socket, ssl = require 'socket', require 'ssl'

assert(os.execute('openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 '
  .. '-subj /CN=localhost 2>/dev/null'))
local server = socket.bind('127.0.0.1', 0)
local _, port = server:getsockname()
local plain_client = socket.connect('127.0.0.1', port)
local plain_peer = server:accept()

local function wrapped(plain, mode, settings)
  settings.mode, settings.protocol = mode, 'any'
  settings.options = {'all', 'no_sslv3'}
  plain:settimeout(0)
  local secure = assert(ssl.wrap(plain, settings))
  secure:settimeout(0)
  return secure
end

-- Both ends shake hands in turn, for one thread has them both.
local function shake(one, other)
  local done = {}
  for _ = 1, 2000 do
    for _, side in ipairs {one, other} do
      if not done[side] then
        local ok, why = side:dohandshake()
        if ok then done[side] = true
        elseif why ~= 'wantread' and why ~= 'wantwrite' then return nil, why end
      end
    end
    if done[one] and done[other] then return true end
    socket.sleep(0.001)
  end
  return nil, 'no end'
end

local peer = wrapped(plain_peer, 'server', {key = 'key.pem', certificate = 'cert.pem'})
local client = wrapped(plain_client, 'client', {cafile = 'cert.pem', verify = 'peer'})
show('handshake', shake(client, peer))
client:settimeout(5)
peer:settimeout(5)
show('send', client:send 'a secret line\n')
show('receive', peer:receive '*l')
peer:send(('z'):rep(50000) .. '\n')
show('a long line', #client:receive '*l')
local info = client:info()
show('info', info.protocol, info.bits, type(info.cipher))
local certificate = client:getpeercertificate()
show('certificate', certificate:subject(), certificate:validat(os.time()), certificate:issued(certificate))
show('digest', #certificate:digest 'sha256')
show('verification', client:getpeerverification())
show('pem', certificate:pem():match '^%-+BEGIN CERTIFICATE%-+')
peer:close()
show('closed', client:receive '*l')
client:close()

plain_client = socket.connect('127.0.0.1', port)
plain_peer = server:accept()
peer = wrapped(plain_peer, 'server', {key = 'key.pem', certificate = 'cert.pem'})
client = wrapped(plain_client, 'client', {verify = 'peer', capath = '/nonexistent'})
local ok, why = shake(client, peer)
show('an unknown authority', ok, why)
show('a missing key', ssl.newcontext {mode = 'server', protocol = 'any', key = 'none.pem'})
show('an unknown protocol', ssl.newcontext {mode = 'server', protocol = 'tlsv9'})
show('a wrong mode', ssl.newcontext {mode = 'neither', protocol = 'any'})
