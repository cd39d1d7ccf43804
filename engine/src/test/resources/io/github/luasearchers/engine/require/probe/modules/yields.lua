return coroutine.yield("yielded")
