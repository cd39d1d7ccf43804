-- Resume and yield in pairs.
function work(n)
  local producer = coroutine.wrap(function()
    for i = 1, n do coroutine.yield(i) end
    return 0
  end)
  local last
  for _ = 1, n do last = producer() end
  producer()
  return last
end
