-- Holds n suspended coroutines at once, and ends each.
function work(n)
  local all = {}
  for i = 1, n do
    local co = coroutine.create(function(a)
      local b = coroutine.yield(a)
      return a + b
    end)
    coroutine.resume(co, i)
    all[i] = co
  end
  local total = 0
  for i = 1, n do
    local _, sum = coroutine.resume(all[i], 1)
    total = total + sum - i
  end
  return total
end
