--@ bind-runtime | refused | names the runtime
return luajava.bindClass("java.lang.Runtime"):getRuntime():exec("id") and "escaped"
--@ bind-system | refused | names System
luajava.bindClass("java.lang.System"):exit(1)
--@ bind-class | refused | names Class
return luajava.bindClass("java.lang.Class"):forName("java.lang.Runtime") and "escaped"
--@ bind-thread | refused | names Thread
luajava.bindClass("java.lang.Thread"):currentThread():interrupt() return "escaped"
--@ new-thread | refused | makes a thread
luajava.newInstance("java.lang.Thread", function() end):start() return "escaped"
--@ new-process | refused | makes a process
luajava.newInstance("java.lang.ProcessBuilder", { "id" }):start() return "escaped"
--@ new-file | refused | makes a file
return luajava.newInstance("java.io.File", secret):delete() and "escaped"
--@ new-writer | refused | writes a file by a class of an allowed neighbourhood
luajava.newInstance("java.io.FileWriter", secret) return "escaped"
--@ formatter | refused | writes a file by a class of the allowed package
luajava.newInstance("java.util.Formatter", secret):format("gone", {}):close() return "escaped"
--@ timer | refused | starts a thread by a class of the allowed package
luajava.newInstance("java.util.Timer") return "escaped"
--@ service-loader | refused | loads classes by a class of the allowed package
luajava.bindClass("java.util.ServiceLoader") return "escaped"
--@ resource-bundle | refused | loads a class by name by a class of the allowed package
luajava.bindClass("java.util.ResourceBundle"):getBundle("x") return "escaped"
--@ scanner-of-file | refused | reads a file by a class of the allowed package
local File = luajava.bindClass("java.util.Scanner")
return luajava.newInstance("java.util.Scanner", luajava.newInstance("java.io.File", secret)) and "escaped"
--@ scanner-of-path | refused | takes a text for a file's name
local scanner = luajava.newInstance("java.util.Scanner", secret)
return scanner:nextLine() ~= secret and "escaped"
--@ default-locale | refused | changes a state of the JVM by a class of the allowed package
luajava.bindClass("java.util.Locale"):setDefault(luajava.bindClass("java.util.Locale").GERMANY) return "escaped"
--@ default-time-zone | refused | changes the JVM's time zone
local TimeZone = luajava.bindClass("java.util.TimeZone")
TimeZone:setDefault(TimeZone:getTimeZone("Asia/Tokyo")) return "escaped"
--@ parallel-sort | refused | uses other threads by a class of the allowed package
luajava.bindClass("java.util.Arrays"):parallelSort(array) return "escaped"
--@ executors | refused | names a class of a package below the allowed one
luajava.bindClass("java.util.concurrent.Executors") return "escaped"
--@ prefs | refused | writes the user's preferences
luajava.bindClass("java.util.prefs.Preferences"):userRoot() return "escaped"
--@ jar-file | refused | opens an archive
luajava.newInstance("java.util.jar.JarFile", secret) return "escaped"
--@ object-stream | refused | deserializes
luajava.newInstance("java.io.ObjectInputStream", stream) return "escaped"
--@ script-manager | refused | gets an engine that has no sandbox
return luajava.newInstance("javax.script.ScriptEngineManager"):getEngineByName("lua") and "escaped"
--@ engine-builder | refused | builds an engine that has no sandbox
return luajava.bindClass("io.github.luasearchers.engine.LuaScriptEngine"):builder() and "escaped"
--@ luaj-platform | refused | builds LuaJ's own globals, which have io and luajava
return luajava.bindClass("org.luaj.vm2.lib.jse.JsePlatform"):standardGlobals() and "escaped"
--@ luaj-library | refused | loads LuaJ's own library of processes
return luajava.newInstance("org.luaj.vm2.lib.jse.JseOsLib") and "escaped"
--@ unsafe | refused | names Unsafe
luajava.bindClass("sun.misc.Unsafe") return "escaped"
--@ method-handles | refused | names MethodHandles
luajava.bindClass("java.lang.invoke.MethodHandles"):lookup() return "escaped"
--@ naming-context | refused | looks up what is somewhere else
luajava.newInstance("javax.naming.InitialContext"):lookup("ldap://127.0.0.1/x") return "escaped"
--@ driver-manager | refused | loads drivers
luajava.bindClass("java.sql.DriverManager") return "escaped"
--@ url | refused | reads from the network
luajava.newInstance("java.net.URL", "http://127.0.0.1:1/"):openStream() return "escaped"
--@ files | refused | reads a file by Files
luajava.bindClass("java.nio.file.Files") return "escaped"
--@ nested-name | refused | names a nested class of a denied one
luajava.bindClass("java.lang.ProcessBuilder.Redirect") return "escaped"
--@ array-name | refused | names the class of an array
luajava.bindClass("[Ljava.lang.Runtime;") return "escaped"
--@ odd-names | harmless | names classes in ways that a check may read otherwise than a loader
for _, name in ipairs { "java/lang/Runtime", "java.lang.Runtime\0", " java.lang.Runtime", "java.util..java.lang.Runtime",
  "java.util.../lang/Runtime", "Ljava.lang.Runtime;", "[[Ljava.lang.Runtime;", "[", "", ".", "$", "java.util.",
  "java.util.$", "java.util.*", "\239\188\142", "java.util.Map$$Entry", "[I", "[[[[", "java.util.Map.Entry.Foo" } do
  local ok, class = pcall(luajava.bindClass, name)
  if ok and tostring(class):find("Runtime") then return "escaped" end
end
--@ long-name | refused | names a class with a name that is too long
luajava.bindClass(("a."):rep(20000) .. "B") return "escaped"
--@ proxy-of-denied | refused | implements an interface that is not allowed
luajava.createProxy("java.lang.reflect.InvocationHandler", { invoke = function() end }) return "escaped"
--@ proxy-of-bound-class | refused | implements an interface whose class is at hand
luajava.createProxy(runnableClass, { run = function() end }) return "escaped"
--@ proxy-of-class | refused | implements what is no interface
luajava.createProxy("java.util.ArrayList", {}) return "escaped"
--@ loadlib | refused | calls a static method of a class that is not allowed
luajava.loadLib("java.lang.System", "gc") return "escaped"
--@ new-of-bound-class | refused | constructs by a class that the host has bound
return luajava.new(orderClass, "x", 1) and "escaped"
--@ call-of-bound-class | refused | constructs by calling a class
return orderClass("x", 1) and "escaped"
--@ statics-of-bound-class | harmless | reads what is static in a class that the host has bound
return (orderClass.empty or orderClass.forName or orderClass.classLoader or orderClass.new) and "escaped"
--@ class-of-allowed | harmless | gets from an allowed class to Class
local List = luajava.bindClass("java.util.ArrayList")
return (List.class or List.getClass or List.forName or List.getName or List.classLoader or List.module) and "escaped"
--@ control-of-bundles | refused | loads a class by name by what is nested in a class of the allowed package
luajava.bindClass("java.util.ResourceBundle.Control") return "escaped"
--@ error-of-java | refused | throws an Error of Java's that it has made
error(luajava.newInstance("java.util.ServiceConfigurationError", "x"))
--@ huge-list | refused | makes a list for more than there is
luajava.newInstance("java.util.ArrayList", -1) return "escaped"
