-- Measures a program in the interpreter that runs this: prints the median time in ms.
local file, size, runs = arg[1], tonumber(arg[2]), tonumber(arg[3])
dofile(file)
work(size)
local times = {}
for run = 1, runs do
  local start = os.clock()
  work(size)
  times[run] = (os.clock() - start) * 1000
end
table.sort(times)
print(times[runs // 2 + 1])
