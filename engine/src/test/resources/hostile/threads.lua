--@ thread-by-name | refused | starts a thread though its class is named | java.lang.Thread
luajava.newInstance("java.lang.Thread", function() end):start() return "escaped"
--@ timer-by-name | refused | starts a timer's thread though its class is named | java.util.Timer
luajava.newInstance("java.util.Timer", true) return "escaped"
--@ executor-by-name | refused | has a pool run a function though its class is named | java.util.concurrent.Executors, java.util.concurrent.ExecutorService
luajava.bindClass("java.util.concurrent.Executors"):newSingleThreadExecutor():submit(function() end) return "escaped"
--@ pool-by-name | refused | has the common pool run a function | java.util.concurrent.ForkJoinPool
luajava.bindClass("java.util.concurrent.ForkJoinPool"):commonPool():execute(function() end) return "escaped"
--@ scheduler-by-name | refused | schedules a function | java.util.concurrent.ScheduledThreadPoolExecutor
local unit = level
luajava.newInstance("java.util.concurrent.ScheduledThreadPoolExecutor", 1):schedule(function() end, 1, unit) return "escaped"
--@ publisher-by-name | refused | publishes to other threads | java.util.concurrent.SubmissionPublisher
luajava.newInstance("java.util.concurrent.SubmissionPublisher") return "escaped"
--@ future-by-name | refused | goes on in the common pool | java.util.concurrent.CompletableFuture
luajava.bindClass("java.util.concurrent.CompletableFuture"):supplyAsync(function() return 1 end) return "escaped"
--@ future-delayed-by-name | refused | gets a timer's executor | java.util.concurrent.CompletableFuture
luajava.bindClass("java.util.concurrent.CompletableFuture"):delayedExecutor(1, level) return "escaped"
--@ support-by-name | refused | makes a stream of other threads | java.util.stream.StreamSupport
luajava.bindClass("java.util.stream.StreamSupport"):stream(list:spliterator(), true) return "escaped"
--@ arrays-by-name | refused | sorts in other threads | java.util.Arrays
luajava.bindClass("java.util.Arrays"):parallelSort(array) return "escaped"
--@ cleaner-by-name | refused | starts a cleaner's thread | java.lang.ref.Cleaner
luajava.bindClass("java.lang.ref.Cleaner"):create() return "escaped"
--@ hook-by-name | refused | runs a function when the JVM ends | java.lang.Runtime, java.lang.Thread
luajava.bindClass("java.lang.Runtime"):getRuntime():addShutdownHook(luajava.newInstance("java.lang.Thread")) return "escaped"
--@ locale-by-name | refused | sets the JVM's locale though its class is named | java.util.Locale
luajava.bindClass("java.util.Locale"):setDefault(luajava.bindClass("java.util.Locale").GERMANY) return "escaped"
--@ method-of-sibling | harmless | uses what is open for lists only | java.util.*, java.util.List#parallelStream
return luajava.newInstance("java.util.HashSet").parallelStream and "escaped"
--@ method-without-class | refused | gets a class by the name of its method | java.util.Timer#new
luajava.newInstance("java.util.Timer") return "escaped"
--@ overloads-of-map | refused | reduces a map in other threads | java.util.concurrent.ConcurrentHashMap
luajava.newInstance("java.util.concurrent.ConcurrentHashMap"):reduce(1, function() end, function() end) return "escaped"
--@ future-or-timeout | refused | arms a timer by a future that the host has bound
future:orTimeout(1, level) return "escaped"
--@ future-complete-on-timeout | refused | arms a timer that completes a bound future
future:completeOnTimeout(1, 1, level) return "escaped"
--@ future-of-future | harmless | arms timers by what a bound future returns
local next = future:thenApply(function(n) return n end)
return (next.orTimeout or next.completeOnTimeout or next.thenApplyAsync or next.join or next.delayedExecutor) and "escaped"
--@ future-copy | harmless | arms timers by copies of a bound future
return (future:copy().orTimeout or future:minimalCompletionStage().thenRunAsync or future:toCompletableFuture().completeOnTimeout)
  and "escaped"
--@ future-executor | harmless | runs a function in a bound future's executor
return future:defaultExecutor().execute and "escaped"
--@ streams-of-everything | harmless | asks each bound collection for a stream of other threads
return (list.parallelStream or map:entrySet().parallelStream or map:keySet().parallelStream or map:values().parallelStream
  or concurrent:keySet().parallelStream or otherTable.parallelStream or secrets:subList(0, 1).parallelStream) and "escaped"
--@ bulk-of-map | refused | searches a bound map in other threads
concurrent:search(1, function() return 1 end) return "escaped"
--@ bulk-of-keys | refused | reduces the keys of a bound map in other threads
concurrent:reduceKeys(1, function(a, b) return a end) return "escaped"
