--@ get-class | refused | asks an object for its class
return order:getClass() and "escaped"
--@ class-property | harmless | asks objects for their classes as properties
for _, object in ipairs { order, list, map, array, level, point, optional, runnable, supplier, exception, proxy } do
  if object.class or object.getClass or object["class"] then return "escaped" end
end
--@ class-through-map | harmless | asks a map for its class, as a key and as a method
return (map.class or map["getClass"] or map:get("class")) and "escaped"
--@ class-of-views | harmless | asks what a map hands out for its class
return (map:entrySet().class or map:keySet():iterator().class or map:values().getClass) and "escaped"
--@ class-of-enum | harmless | gets to reflection by the class that an enum declares
local class = level:getDeclaringClass()
return (class.enumConstants or class.getClassLoader or class.forName or level.values or level.valueOf) and "escaped"
--@ class-of-record | harmless | gets to reflection by a record
return (point.class or point.getClass) and "escaped"
--@ class-through-array | harmless | gets to a class by an array of classes
local class = classes[1]
return (class.name or class.newInstance or class.forName or pcall(class)) and "escaped"
--@ class-of-nested | harmless | gets to nested classes by an object
return (order.Nested or order.Builder or map.Entry) and "escaped"
--@ statics-by-object | harmless | uses what is static by an object
return (order.empty or order.made or level.valueOf) and "escaped"
--@ wait | refused | waits for ever
order:wait() return "escaped"
--@ notify | refused | wakes others
order:notifyAll() return "escaped"
--@ loader | harmless | loads classes by a loader that the host has bound
return (loader.loadClass or loader.getResource or loader.parent or loader.findClass or loader.definePackage) and "escaped"
--@ loader-of-host | harmless | loads classes by the host's own class of loaders
return (hostLoader.loadClass or hostLoader.extra or hostLoader.getResource) and "escaped"
--@ thread | harmless | gets at a thread that the host has bound
return (thread.stop or thread.interrupt or thread.contextClassLoader or thread.threadGroup or thread.name) and "escaped"
--@ thread-run | refused | runs a thread's body
thread() return "escaped"
--@ thread-group | harmless | gets at all threads
return (threadGroup.enumerate or threadGroup.interrupt or threadGroup.parent) and "escaped"
--@ runtime | harmless | gets at the runtime that the host has bound
return (runtime.exec or runtime.halt or runtime.exit or runtime.addShutdownHook or runtime.gc) and "escaped"
--@ process | harmless | gets at a process
return (process.destroy or process.pid or process.parent or process.children) and "escaped"
--@ executor | harmless | runs a function in another thread
return (executor.submit or executor.execute or executor.shutdownNow) and "escaped"
--@ executor-call | refused | runs a function in another thread by calling the executor
executor(function() end) return "escaped"
--@ future-async | harmless | goes on in another thread
return (future.thenApplyAsync or future.thenRunAsync or future.supplyAsync or future.runAsync) and "escaped"
--@ parallel-stream | harmless | streams in other threads
return (list.parallelStream or list:stream().parallelStream) and "escaped"
--@ parallel | refused | makes a stream use other threads
list:stream():parallel():forEach(print) return "escaped"
--@ concurrent-map | refused | walks over a map in other threads
concurrent:forEach(1, function() end) return "escaped"
--@ file | harmless | gets at a file that the host has bound
return (file.delete or file.path or file.listFiles or file.toPath or file.parentFile) and "escaped"
--@ path | harmless | gets from a path to its file system
return (path.fileSystem or path.toFile or path.resolve or path.toUri or path.parent) and "escaped"
--@ uri | harmless | gets from an address to its content
local url = uri:toURL()
return (url.openStream or url.content or url.openConnection) and "escaped"
--@ stream | harmless | gets from a stream to its file
return (fileStream.channel and fileStream.channel.write or fileStream.FD and fileStream.FD.sync) and "escaped"
--@ reader-of-objects | harmless | deserializes by a stream that the host has bound
return (objects.readObject or objects.readUnshared or objects.registerValidation) and "escaped"
--@ engine | harmless | gets at the engine itself
return (engine.eval or engine.context or engine.put or engine.close or engine.factory or engine.getBindings) and "escaped"
--@ context | harmless | gets at the script's context
return (context.setAttribute or context.getBindings or context.writer or context.setWriter) and "escaped"
--@ manager | harmless | gets at the manager of engines
return (manager.getEngineByName or manager.engineFactories or manager.bindings) and "escaped"
--@ compiled | harmless | gets at the engine by a compiled script
return (compiled.engine or compiled.eval) and "escaped"
--@ bindings | harmless | gets from bindings to more than a map
return (bindings.class or bindings.getClass or bindings.attach) and "escaped"
--@ other-function | harmless | gets to another engine by a function of its
return (otherFunction.bridge or otherFunction.value or otherFunction.lua) and "escaped"
--@ other-function-as | refused | has another engine's function implement what it likes
return otherFunction:as(classes[1]) and "escaped"
--@ other-table | harmless | gets to another engine by a table of its
return (otherTable.bridge or otherTable.value) and "escaped"
--@ luaj-object | harmless | uses LuaJ's own face of an object, which hides nothing
return (luajObject.getClass or luajObject.class) and "escaped"
--@ lookup | harmless | gets at a lookup that the host has bound
return (lookup.findVirtual or lookup.lookupClass or lookup["in"]) and "escaped"
--@ method | harmless | calls by a method object
return (method.invoke or method.setAccessible or method.declaringClass) and "escaped"
--@ field | harmless | writes by a field object
return (field.set or field.setAccessible or field.get) and "escaped"
--@ handler | harmless | calls by the handler of a proxy
return (handler.invoke or proxy.h or proxy.getInvocationHandler) and "escaped"
--@ exception-trace | harmless | reads the host's stack
return (exception.stackTrace or exception.getStackTrace or exception.printStackTrace) and "escaped"
--@ exception-cause | harmless | gets from an exception to its classes
local ok, e = pcall(order.fail, order)
return (e.class or e.cause.class or e:getCause().getClass or e.setStackTrace or e.initCause) and "escaped"
--@ exception-of-host | harmless | gets at what an exception carries
local ok, e = pcall(order.failWith, order, thread)
return (e.carried and e.carried.interrupt) and "escaped"
--@ optional | harmless | gets at what an optional holds
return optional:get().interrupt and "escaped"
--@ iterator | harmless | gets at what an iterator gives
for _, each in ipairs(secrets) do if each.interrupt or each.loadClass or each.exec then return "escaped" end end
local i = secrets:iterator()
while i:hasNext() do local each = i:next() if each.interrupt or each.loadClass or each.exec then return "escaped" end end
--@ stream-of-secrets | harmless | gets at what a stream maps
return secrets:stream():map(function(each) return each.class or each.exec or each.interrupt end)
  :anyMatch(function(each) return each ~= nil end) and "escaped"
--@ sort-with-poison | harmless | gets at the arguments of a comparator
secrets:stream():sorted(function(a, b) if a.exec or b.exec then error("escaped") end return 0 end):toList()
--@ field-write | refused | writes a final field
order.name = "x" return "escaped"
--@ field-of-wrong-type | refused | writes a value of the wrong type to a field
order.count = "many" return "escaped"
--@ method-as-field | refused | replaces a method
order.total = function() end return "escaped"
--@ metatable-of-object | harmless | takes the metatable of Java objects
return type(getmetatable(order)) == "table" and "escaped"
--@ set-metatable-of-object | refused | replaces the metatable of a Java object
setmetatable(order, {}) return "escaped"
--@ raw-access | refused | reads past the metatable of a Java object
rawget(order, "class") return "escaped"
--@ method-on-other | refused | calls a method of one class on an object of another
list.add(thread, 1) return "escaped"
--@ method-on-loader | refused | calls an allowed object's method on an opaque one
runnable.run(thread) return "escaped"
--@ to-string-trap | harmless | prints objects of all kinds
for _, each in ipairs { thread, loader, runtime, file, path, classes, class, engine, method, handler } do
  tostring(each) local _ = each .. ""
end
--@ opaque-in-collections | harmless | has Java's collections handle opaque objects
map:put("x", thread) list:add(loader) map:remove("x") list:remove(loader)
local s = luajava.newInstance("java.util.HashSet") s:add(class) s:contains(class)
return map:toString():find("escaped")
--@ equality-of-opaque | harmless | compares opaque objects, which may look into the network
return (url == otherUrl or url ~= url) and "escaped"
--@ order-of-opaque | refused | orders opaque objects
return path < path and "escaped"
--@ length-of-opaque | refused | asks an opaque object for its length
return #classes[1] and "escaped"
--@ pairs-of-opaque | refused | walks over an opaque object
for k in pairs(path) do return "escaped" end
--@ function-for-handler | refused | passes a function for the handler of a proxy
order:handle(function() return "x" end) return "escaped"
--@ function-for-loader | refused | passes a table for a class loader
order:load({ loadClass = function() end }) return "escaped"
--@ table-for-map | harmless | passes tables that change while Java looks at them
local t = setmetatable({}, { __index = function(t, k) rawset(t, k, k) return k end, __len = function() return 1e9 end })
pcall(map.putAll, map, t) pcall(list.addAll, list, t)
--@ self-containing | harmless | passes a table that contains itself
local t = {} t.t = t t[1] = t
order:take(t) pcall(list.add, list, t) tostring(list)
list:clear()
--@ poisoned-callback | refused | throws from where Java calls
list:forEach(function() error({}) end) return "escaped"
--@ number-edges | harmless | passes numbers that do not fit
for _, n in ipairs { 0 / 0, 1 / 0, -1 / 0, 2 ^ 63, -2 ^ 63, 2 ^ 31, 1e308, 0.5 } do
  pcall(order.total, order, n) pcall(list.get, list, n) local _ = list[n], array[n] pcall(function() array[n] = n end)
end
--@ text-edges | harmless | passes texts that are none
for _, s in ipairs { "\0", "\xff\xfe", "\xed\xa0\x80", ("x"):rep(1e5), "\xf4\x90\x80\x80" } do
  pcall(order.take, order, s) pcall(function() map:put(s, s) end) pcall(function() map:get(s) end) map:remove(s)
end
--@ exception-own-methods | harmless | asks exceptions for what their classes add
local ok, e = pcall(order.failWith, order, thread)
return (e.carried or e.suppressed or e.getSuppressed or e.addSuppressed or e.fillInStackTrace or exception.stackTrace) and "escaped"
--@ exception-fields | refused | writes a field of an exception
local ok, e = pcall(order.failWith, order, thread)
e.carried = list return "escaped"
--@ exception-chain | harmless | looks for more at each cause
local ok, e = pcall(order.fail, order)
while e do
  if e.stackTrace or e.getStackTrace or e.class or e.suppressed then return "escaped" end
  e = e.cause
end
