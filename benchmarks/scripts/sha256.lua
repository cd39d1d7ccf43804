-- SHA-256 of n bytes: with operators from Lua 5.3 on, with bit32 before.
local constants = {}

local function fraction(x) return math.floor((x - math.floor(x)) * 2^32) end

local start = {}
do
  local prime = 2
  while #constants < 64 do
    local isPrime = true
    for i = 2, math.floor(math.sqrt(prime)) do
      if prime % i == 0 then isPrime = false break end
    end
    if isPrime then
      if #start < 8 then start[#start + 1] = fraction(prime ^ (1 / 2)) end
      constants[#constants + 1] = fraction(prime ^ (1 / 3))
    end
    prime = prime + 1
  end
end

local operators = [[
local K, w = ...
return function(s, at, h)
  for i = 1, 16 do
    local a, b, c, d = s:byte(at + 4 * i - 4, at + 4 * i - 1)
    w[i] = a << 24 | b << 16 | c << 8 | d
  end
  for i = 17, 64 do
    local x, y = w[i - 15], w[i - 2]
    x, y = x | x << 32, y | y << 32
    w[i] = (w[i - 16] + ((x >> 7 ~ x >> 18) & 0xffffffff ~ w[i - 15] >> 3)
      + w[i - 7] + ((y >> 17 ~ y >> 19) & 0xffffffff ~ w[i - 2] >> 10)) & 0xffffffff
  end
  local a, b, c, d, e, f, g, k = h[1], h[2], h[3], h[4], h[5], h[6], h[7], h[8]
  for i = 1, 64 do
    local x, y = e | e << 32, a | a << 32
    local t = k + ((x >> 6 ~ x >> 11 ~ x >> 25) & 0xffffffff) + (e & f ~ ~e & g) + K[i] + w[i]
    local u = ((y >> 2 ~ y >> 13 ~ y >> 22) & 0xffffffff) + (a & b ~ a & c ~ b & c)
    k, g, f, e, d, c, b, a = g, f, e, d + t & 0xffffffff, c, b, a, t + u & 0xffffffff
  end
  h[1], h[2], h[3], h[4] = h[1] + a & 0xffffffff, h[2] + b & 0xffffffff, h[3] + c & 0xffffffff, h[4] + d & 0xffffffff
  h[5], h[6], h[7], h[8] = h[5] + e & 0xffffffff, h[6] + f & 0xffffffff, h[7] + g & 0xffffffff, h[8] + k & 0xffffffff
end
]]

local functions = [[
local K, w = ...
local band, bxor, bnot, shift, turn = bit32.band, bit32.bxor, bit32.bnot, bit32.rshift, bit32.rrotate
return function(s, at, h)
  for i = 1, 16 do
    local a, b, c, d = s:byte(at + 4 * i - 4, at + 4 * i - 1)
    w[i] = ((a * 256 + b) * 256 + c) * 256 + d
  end
  for i = 17, 64 do
    local x, y = w[i - 15], w[i - 2]
    w[i] = (w[i - 16] + bxor(turn(x, 7), turn(x, 18), shift(x, 3))
      + w[i - 7] + bxor(turn(y, 17), turn(y, 19), shift(y, 10))) % 4294967296
  end
  local a, b, c, d, e, f, g, k = h[1], h[2], h[3], h[4], h[5], h[6], h[7], h[8]
  for i = 1, 64 do
    local t = k + bxor(turn(e, 6), turn(e, 11), turn(e, 25)) + bxor(band(e, f), band(bnot(e), g)) + K[i] + w[i]
    local u = bxor(turn(a, 2), turn(a, 13), turn(a, 22)) + bxor(band(a, b), band(a, c), band(b, c))
    k, g, f, e, d, c, b, a = g, f, e, (d + t) % 4294967296, c, b, a, (t + u) % 4294967296
  end
  h[1], h[2], h[3], h[4] = (h[1] + a) % 4294967296, (h[2] + b) % 4294967296, (h[3] + c) % 4294967296, (h[4] + d) % 4294967296
  h[5], h[6], h[7], h[8] = (h[5] + e) % 4294967296, (h[6] + f) % 4294967296, (h[7] + g) % 4294967296, (h[8] + k) % 4294967296
end
]]

local block = assert(load(math.type and operators or functions))(constants, {})

local function hash(text)
  local bits = #text * 8
  local padded = text .. "\128" .. ("\0"):rep((55 - #text) % 64 + 4)
    .. string.char(math.floor(bits / 2^24) % 256, math.floor(bits / 2^16) % 256, math.floor(bits / 2^8) % 256, bits % 256)
  local h = {}
  for i = 1, 8 do h[i] = start[i] end
  for at = 1, #padded, 64 do block(padded, at, h) end
  local hex = {}
  for i = 1, 8 do hex[i] = string.format("%08x", h[i]) end
  return table.concat(hex)
end

assert(hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")

function work(n)
  return #hash(("a"):rep(n))
end
