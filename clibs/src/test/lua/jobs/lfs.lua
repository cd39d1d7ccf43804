local show = dofile((...) .. '/show.lua')
local lfs = require 'lfs'

local here = lfs.currentdir()
show('mkdir', lfs.mkdir 'folder', lfs.mkdir 'folder/inner')
show('mkdir again', lfs.mkdir 'folder')
for i = 1, 20 do
  local file = io.open(('folder/file%02d.txt'):format(i), 'w')
  file:write(('x'):rep(i))
  file:close()
end
local names = {}
for name in lfs.dir 'folder' do names[#names + 1] = name end
table.sort(names)
show('dir', names)
local attributes = lfs.attributes 'folder/file07.txt'
show('attributes', attributes.mode, attributes.size, attributes.nlink, attributes.permissions)
show('an attribute', lfs.attributes('folder', 'mode'), lfs.attributes('folder/file03.txt', 'size'))
show('attributes of nothing', lfs.attributes 'folder/none')
show('an unknown attribute', pcall(lfs.attributes, 'folder', 'colour'))
show('touch', lfs.touch('folder/file01.txt', 1000000000, 1000000001))
show('times', lfs.attributes('folder/file01.txt', 'access'), lfs.attributes('folder/file01.txt', 'modification'))
show('link', lfs.link('file01.txt', 'folder/link', true))
show('symlinkattributes', lfs.symlinkattributes('folder/link', 'mode'), lfs.symlinkattributes('folder/link', 'target'))
show('chdir', lfs.chdir 'folder', lfs.currentdir() == here .. '/folder')
show('io after chdir', io.open 'file02.txt':read '*a', io.open 'folder/file02.txt')
local created = io.open('made_here.lua', 'w')
created:write 'return ...'
created:close()
show('dofile after chdir', pcall(dofile, 'made_here.lua'))
package.path = './?.lua'
show('require after chdir', (require 'made_here'))
show('popen after chdir', io.popen 'ls file0[1-3].txt':read '*a')
show('rename, remove after chdir', os.rename('made_here.lua', 'renamed'), os.remove 'renamed')
show('chdir to nothing', pcall(lfs.chdir, 'none'))
show('chdir back', lfs.chdir '..', lfs.currentdir() == here)
local file = io.open('locked', 'w+')
show('lock', lfs.lock(file, 'w'))
show('unlock', lfs.unlock(file))
show('setmode', lfs.setmode(file, 'binary'))
file:close()
show('lock of a closed file', pcall(lfs.lock, file, 'w'))
show('lock of no file', pcall(lfs.lock, {}, 'w'))
local lock = lfs.lock_dir '.'
show('lock_dir', type(lock), (lfs.lock_dir '.'))
lock:free()
local iterate, dir = lfs.dir 'folder'
show('a dir object', type(iterate), type(dir), type(dir:next()))
dir:close()
show('a closed dir', pcall(dir.next, dir))
show('dir of nothing', pcall(lfs.dir, 'none'))
show('rmdir', lfs.rmdir 'folder/inner', lfs.rmdir 'folder')
local count = 0
local function walk(path)
  for name in lfs.dir(path) do
    if name ~= '.' and name ~= '..' then
      count = count + 1
      if lfs.attributes(path .. '/' .. name, 'mode') == 'directory' then walk(path .. '/' .. name) end
    end
  end
end
for i = 1, 30 do
  lfs.mkdir('tree' .. i)
  for j = 1, 10 do io.open(('tree%d/%d'):format(i, j), 'w'):close() end
end
walk '.'
show('a tree', count)
for _ = 1, 3000 do local step, object = lfs.dir '.' step(object) end
show('directories left open', true)
