@echo off
rem Runs Lua on the JVM, as the file lua beside this one does elsewhere: the name that this file is called
rem by chooses the version. Java is that of JAVA_HOME, or the first on the PATH; more options for it may be
rem in JAVA_OPTS and LUA_JAVA_OPTIONS, and jars and folders of your own in LUA_CLASSPATH.
setlocal
set "home=%~dp0.."
if not exist "%home%\luasearchers.jar" set "home=%~dp0."
set "jar=%home%\luasearchers.jar"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
set "name=%~n0"
set "main=io.github.luasearchers.cli.Main"
if /i "%name:~0,4%"=="luac" set "main=io.github.luasearchers.cli.Luac"
set "path_of_classes=%jar%"
if defined LUA_CLASSPATH set "path_of_classes=%jar%;%LUA_CLASSPATH%"
set "archive=-Xshare:auto"
if exist "%home%\luasearchers.jsa" set "archive=-XX:SharedArchiveFile=%home%\luasearchers.jsa"
if exist "%home%\luasearchers.aot" set "archive=-XX:AOTCache=%home%\luasearchers.aot"
"%java%" -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:-UsePerfData -Xlog:disable -XX:Tier3InvocationThreshold=1000 -XX:Tier3MinInvocationThreshold=500 -XX:Tier3CompileThreshold=5000 -XX:Tier4BackEdgeThreshold=4000000 "%archive%" --enable-native-access=ALL-UNNAMED "-Dluasearchers.launcher=%~f0" "-Dluasearchers.name=%name%" %JAVA_OPTS% %LUA_JAVA_OPTIONS% -cp "%path_of_classes%" %main% %*
exit /b %ERRORLEVEL%
