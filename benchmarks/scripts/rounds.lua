-- Measures a program in the interpreter that runs this, also Lua 5.1's: prints the median of the
-- better half of the rounds, in ms of the processor's time, and what the program returns.
local file, size, seconds = arg[1], tonumber(arg[2]), tonumber(arg[3])
if not bit32 and type(bit) == "table" then -- LuaJIT's
  bit32 = { band = bit.band, bxor = bit.bxor, bnot = bit.bnot, rshift = bit.rshift, rrotate = bit.ror }
end
dofile(file)
local times, result = {}, nil
local first = os.clock()
work(size)
repeat
  local start = os.clock()
  result = work(size)
  local stop = os.clock()
  times[#times + 1] = (stop - start) * 1000
until #times >= 5 and stop - first > seconds
table.sort(times)
print(times[math.floor(#times / 4) + 1])
print(string.format("%.0f", result))
