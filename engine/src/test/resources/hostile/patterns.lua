--@ bundle | refused | reads properties off the class path by a class of the allowed package | java.util.*
return luajava.bindClass("java.util.PropertyResourceBundle"):getBundle("hostile-secret"):getString("password")
--@ bundle-of-list | refused | reads properties off the class path by another one | java.util.*
return luajava.bindClass("java.util.ListResourceBundle"):getBundle("hostile-secret"):getString("password")
--@ tool-provider | refused | reaches the file system by the tool jar | java.util.**
local jar = luajava.bindClass("java.util.spi.ToolProvider"):findFirst("jar"):get()
return jar.run and "escaped"
--@ console-handler | refused | closes the host's standard error | java.util.**
luajava.newInstance("java.util.logging.ConsoleHandler") return "escaped"
--@ memory-handler | refused | gets at a handler of the host's logs | java.util.logging.*
luajava.bindClass("java.util.logging.MemoryHandler") return "escaped"
--@ logger | refused | turns off the host's logs | java.util.logging.**
luajava.bindClass("java.util.logging.Logger"):getLogger(""):setLevel(nil) return "escaped"
--@ parallel-of-support | refused | makes a stream of other threads | java.util.stream.*
local spliterator = list:spliterator()
luajava.bindClass("java.util.stream.StreamSupport"):stream(spliterator, true):forEach(function() end) return "escaped"
--@ parallel-of-range | refused | makes a range go on in other threads | java.util.stream.*
luajava.bindClass("java.util.stream.IntStream"):range(0, 9):parallel():forEach(function() end) return "escaped"
--@ async-of-future | refused | runs a function in another thread | java.util.concurrent.*
luajava.bindClass("java.util.concurrent.CompletableFuture"):runAsync(function() end) return "escaped"
--@ timer-of-future | refused | arms a timer | java.util.concurrent.*
local unit = luajava.bindClass("java.util.concurrent.TimeUnit").MILLISECONDS
luajava.newInstance("java.util.concurrent.CompletableFuture"):orTimeout(1, unit) return "escaped"
--@ delayed-executor | refused | gets an executor that waits | java.util.**
local unit = luajava.bindClass("java.util.concurrent.TimeUnit").MILLISECONDS
return luajava.bindClass("java.util.concurrent.CompletableFuture"):delayedExecutor(1, unit) and "escaped"
--@ phaser | refused | waits for ever by a class that does | java.util.concurrent.**
luajava.newInstance("java.util.concurrent.CountDownLatch", 1):await() return "escaped"
--@ blocking-queue | refused | waits for ever for an element | java.util.concurrent.**
luajava.newInstance("java.util.concurrent.LinkedBlockingQueue"):take() return "escaped"
--@ field-updater | refused | writes a field by reflection of a class that looks harmless | java.util.concurrent.atomic.*
luajava.bindClass("java.util.concurrent.atomic.AtomicIntegerFieldUpdater"):newUpdater(orderClass, "count") return "escaped"
--@ zip-file | refused | opens an archive | java.util.zip.*
luajava.newInstance("java.util.zip.ZipFile", secret) return "escaped"
--@ manifest | refused | reads what an archive says of itself | java.util.jar.**
luajava.newInstance("java.util.jar.JarInputStream", stream) return "escaped"
--@ properties-of-xml | refused | parses XML | java.util.*
luajava.newInstance("java.util.Properties"):loadFromXML(stream) return "escaped"
--@ system-property | harmless | reads a system property as a number | java.lang.*
return luajava.bindClass("java.lang.Integer").getInteger and "escaped"
--@ system-property-of-long | harmless | reads system properties by the other boxes | java.lang.*
return (luajava.bindClass("java.lang.Long").getLong or luajava.bindClass("java.lang.Boolean").getBoolean) and "escaped"
--@ stack-walker | refused | walks over the host's stack | java.lang.*
luajava.bindClass("java.lang.StackWalker"):getInstance() return "escaped"
--@ inheritable-local | refused | gets at what is a thread's own | java.lang.**
luajava.newInstance("java.lang.InheritableThreadLocal") return "escaped"
--@ reference-queue | refused | waits for the collector for ever | java.lang.ref.*
luajava.newInstance("java.lang.ref.ReferenceQueue"):remove() return "escaped"
--@ zone-rules-provider | refused | changes the zones of the JVM | java.time.**
luajava.bindClass("java.time.zone.ZoneRulesProvider"):refresh() return "escaped"
--@ collator | refused | reads rules of a language | java.text.*
luajava.bindClass("java.text.RuleBasedCollator") return "escaped"
--@ writer | refused | writes a file | java.io.*
luajava.newInstance("java.io.PrintWriter", secret) return "escaped"
--@ random-access | refused | writes anywhere into a file | java.io.**
luajava.newInstance("java.io.RandomAccessFile", secret, "rw") return "escaped"
--@ file-system | refused | gets at the file systems | java.nio.**
luajava.bindClass("java.nio.file.FileSystems"):getDefault() return "escaped"
--@ direct-buffer | refused | takes memory that no limit sees | java.nio.*
luajava.bindClass("java.nio.ByteBuffer"):allocateDirect(1) return "escaped"
--@ charset-provider | refused | looks for charsets that others provide | java.nio.charset.**
luajava.bindClass("java.nio.charset.Charset"):forName("x") return "escaped"
--@ key-store | refused | reads the host's keys | java.security.*
luajava.bindClass("java.security.KeyStore"):getDefaultType() return "escaped"
--@ digest | refused | loads providers | java.security.**
luajava.bindClass("java.security.MessageDigest"):getInstance("MD5") return "escaped"
--@ socket | refused | opens a socket | java.net.*
luajava.newInstance("java.net.Socket", "127.0.0.1", 1) return "escaped"
--@ http-client | refused | reads from the network | java.net.**
luajava.bindClass("java.net.http.HttpClient"):newHttpClient() return "escaped"
--@ xml | refused | parses XML, which may read from the network | javax.**
luajava.bindClass("javax.xml.parsers.DocumentBuilderFactory"):newInstance() return "escaped"
--@ xslt | refused | has a style sheet run code | javax.xml.**
luajava.bindClass("javax.xml.transform.TransformerFactory"):newInstance() return "escaped"
--@ xpath | refused | reads documents by a path | javax.xml.xpath.*
luajava.bindClass("javax.xml.xpath.XPathFactory"):newInstance() return "escaped"
--@ ssl-socket | refused | opens a socket | javax.**
luajava.bindClass("javax.net.ssl.SSLSocketFactory"):getDefault():createSocket("127.0.0.1", 1) return "escaped"
--@ ssl-defaults | refused | sets what all connections of the JVM go by | javax.net.ssl.*
luajava.bindClass("javax.net.ssl.HttpsURLConnection"):setDefaultHostnameVerifier(function() return true end) return "escaped"
--@ image-cache | refused | sets where the JVM keeps files of images | javax.**
luajava.bindClass("javax.imageio.ImageIO"):setUseCache(true) return "escaped"
--@ sound | refused | gets at devices | javax.sound.**
luajava.bindClass("javax.sound.sampled.AudioSystem") return "escaped"
--@ swing-timer | refused | arms a timer of the desktop's | javax.swing.*
luajava.newInstance("javax.swing.Timer", 1, function() end):start() return "escaped"
--@ desktop | refused | opens the user's desktop | java.awt.**
luajava.bindClass("java.awt.Desktop") return "escaped"
--@ row-set | refused | opens a database | javax.sql.**
luajava.bindClass("javax.sql.rowset.RowSetProvider"):newFactory() return "escaped"
--@ compiler | refused | compiles Java | com.sun.**
luajava.bindClass("com.sun.tools.javac.Main"):compile({}) return "escaped"
--@ http-server | refused | listens on a port | com.sun.**
luajava.bindClass("com.sun.net.httpserver.HttpServer"):create() return "escaped"
--@ heap-dump | refused | gets at the JVM's own management | com.sun.management.*
luajava.bindClass("com.sun.management.HotSpotDiagnosticMXBean") return "escaped"
--@ dom-registry | refused | loads classes by the name of a feature | org.**
luajava.bindClass("org.w3c.dom.bootstrap.DOMImplementationRegistry"):newInstance() return "escaped"
--@ sax-factory | refused | loads a parser by its class's name | org.xml.**
luajava.bindClass("org.xml.sax.helpers.XMLReaderFactory"):createXMLReader("java.lang.Runtime") return "escaped"
--@ nashorn-like | refused | links by another language's linker | jdk.**
luajava.bindClass("jdk.dynalink.DynamicLinkerFactory") return "escaped"
--@ flight-recorder | refused | records the JVM | jdk.**
luajava.newInstance("jdk.jfr.Recording") return "escaped"
--@ all | refused | finds what every pattern forgot | **
luajava.bindClass("java.util.PropertyResourceBundle") return "escaped"
--@ all-of-unsafe | refused | writes memory | **
luajava.bindClass("sun.misc.Unsafe") return "escaped"
--@ all-but-engine | refused | gets from the engine's own classes to an engine without a sandbox | **
return luajava.bindClass("io.github.luasearchers.engine.LuaScriptEngine"):builder():build():eval("return io and 'escaped'")
--@ all-factory | refused | makes the engine's own factory | **
local factory = luajava.newInstance("io.github.luasearchers.engine.LuaScriptEngineFactory")
return factory.scriptEngine and "escaped"
