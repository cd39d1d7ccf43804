local show = dofile((...) .. '/show.lua')
local posix = require 'posix'
local unistd, stat, fcntl = require 'posix.unistd', require 'posix.sys.stat', require 'posix.fcntl'
local signal, wait, stdlib = require 'posix.signal', require 'posix.sys.wait', require 'posix.stdlib'
local stdio, dirent, glob, time = require 'posix.stdio', require 'posix.dirent', require 'posix.glob', require 'posix.time'

show('getpid', unistd.getpid() > 0, unistd.getpid() == posix.getpid 'pid')
show('mkdir', stat.mkdir 'folder', stat.mkdir 'folder')
local fd = fcntl.open('folder/a.txt', fcntl.O_CREAT + fcntl.O_WRONLY, 420)
show('write', unistd.write(fd, 'written by posix'), unistd.close(fd))
local info = stat.stat 'folder/a.txt'
show('stat', info.st_size, stat.S_ISREG(info.st_mode) ~= 0, stat.stat 'none')
fd = fcntl.open('folder/a.txt', fcntl.O_RDONLY)
show('read', unistd.read(fd, 7), unistd.lseek(fd, 3, unistd.SEEK_SET), unistd.read(fd, 100))
unistd.close(fd)
local names = dirent.dir 'folder'
table.sort(names)
show('dir', names)
show('glob', glob.glob 'folder/*')
local file = io.open('folder/a.txt', 'r')
local number = stdio.fileno(file)
show('fileno', type(number), number > 2, unistd.read(number, 4))
file:close()
local reading, writing = unistd.pipe()
unistd.write(writing, 'through a pipe')
unistd.close(writing)
show('pipe', unistd.read(reading, 100), unistd.read(reading, 1))
unistd.close(reading)
r2, w2 = unistd.pipe()
local stream = stdio.fdopen(w2, 'w')
show('fdopen', io.type(stream))
stream:write 'by a stream'
stream:close()
show('fdopen', unistd.read(r2, 100))
stdlib.setenv('APITEST', 'a value')
show('environment', stdlib.getenv 'APITEST', os.getenv 'APITEST' == nil or os.getenv 'APITEST' == 'a value')
show('chdir', unistd.chdir 'folder', (unistd.getcwd():match '[^/]*$'), io.open 'a.txt':read '*a', unistd.chdir '..')
show('access', unistd.access('folder', 'r'), unistd.access 'none')
show('basename', require 'posix.libgen'.basename '/a/b.c', require 'posix.libgen'.dirname '/a/b.c')
show('fnmatch', require 'posix.fnmatch'.fnmatch('*.lua', 'x.lua'))
local broken = time.gmtime(86400)
show('gmtime', broken.tm_year, broken.tm_mon, broken.tm_mday, time.strftime('%Y-%m-%d', broken))
show('clock', time.clock_gettime(time.CLOCK_MONOTONIC).tv_sec >= 0)
show('poll', require 'posix.poll'.rpoll(0, 0) ~= nil)
show('errors', (select(2, pcall(unistd.write)):gsub('posix%.unistd', 'posix')))
show('errors', fcntl.open('none/none', fcntl.O_RDONLY))
show('link', unistd.link('a.txt', 'folder/soft', true), unistd.readlink 'folder/soft')
show('unlink', unistd.unlink 'folder/soft', unistd.unlink 'folder/none')
local got
signal.signal(signal.SIGUSR1, function(n) got = n end)
signal.kill(unistd.getpid(), signal.SIGUSR1)
local until_ = os.time() + 5
while not got and os.time() < until_ do for _ = 1, 1000 do end end
show('signal', got == signal.SIGUSR1)
local socket = require 'posix.sys.socket'
local one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM, 0)
socket.send(one, 'a packet')
show('socketpair', socket.recv(other, 100))
