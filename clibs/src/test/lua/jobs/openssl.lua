local show = dofile((...) .. '/show.lua')
local digest, hmac, cipher = require 'openssl.digest', require 'openssl.hmac', require 'openssl.cipher'
local pkey, x509, name = require 'openssl.pkey', require 'openssl.x509', require 'openssl.x509.name'
local bignum, rand = require 'openssl.bignum', require 'openssl.rand'

local function hex(s) return (s:gsub('.', function(c) return ('%02x'):format(c:byte()) end)) end
show('sha256', hex(digest.new 'sha256':final 'abc'))
local stepwise = digest.new 'sha1'
stepwise:update('a', 'b')
show('sha1', hex(stepwise:final 'c'))
show('an unknown digest', (select(2, pcall(digest.new, 'none')):gsub('_openssl', 'openssl')))
show('hmac', hex(hmac.new('key', 'sha256'):final 'The quick brown fox jumps over the lazy dog'))
local key, iv = ('k'):rep(32), ('i'):rep(16)
local encrypted = cipher.new 'aes-256-cbc':encrypt(key, iv):final 'a secret text'
show('cipher', hex(encrypted), cipher.new 'aes-256-cbc':decrypt(key, iv):final(encrypted))
show('a wrong key', pcall(function() return cipher.new 'aes-256-cbc':encrypt('short', iv) end))
show('rand', #rand.bytes(20), rand.bytes(16) ~= rand.bytes(16))
local a, b = bignum.new '123456789012345678901234567890', bignum.new(97)
show('bignum', tostring(a * b), tostring(a % b), tostring(a / b), a > b, tostring(bignum.new(2) ^ 100))
local rsa = pkey.new {type = 'RSA', bits = 2048}
local signed = rsa:sign(digest.new 'sha256':update 'a message')
show('rsa', #signed, rsa:verify(signed, digest.new 'sha256':update 'a message'), rsa:verify(signed, digest.new 'sha256':update 'another'))
show('pem', rsa:toPEM 'public':match '^%-+BEGIN PUBLIC KEY%-+', pkey.new(rsa:toPEM 'private'):toPEM 'public' == rsa:toPEM 'public')
local ec = pkey.new {type = 'EC', curve = 'prime256v1'}
show('ec', ec:verify(ec:sign(digest.new 'sha256':update 'x'), digest.new 'sha256':update 'x'))
local subject = name.new()
subject:add('CN', 'a test')
subject:add('O', 'nobody')
local certificate = x509.new()
certificate:setVersion(3)
certificate:setSerial(42)
certificate:setSubject(subject)
certificate:setIssuer(subject)
certificate:setLifetime(1700000000, 1800000000)
certificate:setPublicKey(rsa)
certificate:sign(rsa)
show('x509', tostring(certificate:getSubject()), tostring(certificate:getSerial()), certificate:getLifetime())
local parsed = x509.new(certificate:toPEM())
show('x509 parsed', tostring(parsed:getIssuer()), parsed:getPublicKey():toPEM 'public' == rsa:toPEM 'public')
show('x509 names', (function() local t = {} for k, v in pairs(subject) do t[#t + 1] = k .. '=' .. tostring(v) end return t end)())
local context = require 'openssl.ssl.context'.new 'TLS'
context:setCertificate(certificate)
context:setPrivateKey(rsa)
show('context', tostring(context):match '^[%w%s.*_]+')
show('wrong pem', (pcall(pkey.new, 'nonsense')))
