--@ inherited | harmless | uses what is static in a class above the one that is named | java.util.PropertyResourceBundle
return luajava.bindClass("java.util.PropertyResourceBundle").getBundle and "escaped"
--@ inherited-cache | harmless | clears caches by what is static above | java.util.PropertyResourceBundle
return luajava.bindClass("java.util.PropertyResourceBundle").clearCache and "escaped"
--@ inherited-by-object | harmless | uses what is static above by an object | java.util.PropertyResourceBundle
local ok, bundle = pcall(luajava.newInstance, "java.util.PropertyResourceBundle", stream)
return ok and (bundle.getBundle or bundle.clearCache) and "escaped"
--@ inherited-calendar | harmless | uses a factory of the class above | java.util.GregorianCalendar
return luajava.bindClass("java.util.GregorianCalendar").getInstance and "escaped"
--@ inherited-of-host | harmless | uses what is static above a host's class | io.github.luasearchers.engine.hostile.Loader
return luajava.bindClass("io.github.luasearchers.engine.hostile.Loader").getSystemClassLoader and "escaped"
--@ inherited-of-connection | harmless | sets what all connections go by | java.net.HttpURLConnection
return luajava.bindClass("java.net.HttpURLConnection").setContentHandlerFactory and "escaped"
--@ statics-of-object | harmless | uses what is static in the class of a list | java.util.Collections
return (list.copyOf or map.ofEntries or list.of) and "escaped"
--@ loadlib-inherited | refused | calls what is static above by the name of a library | java.util.ListResourceBundle
luajava.loadLib("java.util.ListResourceBundle", "clearCache") return "escaped"
--@ constructor-of-abstract | refused | constructs what is abstract | java.util.*
luajava.newInstance("java.util.AbstractList") return "escaped"
--@ constructor-of-above | refused | constructs a class by the one that is nested in it | java.util.Map.Entry
luajava.newInstance("java.util.HashMap") return "escaped"
