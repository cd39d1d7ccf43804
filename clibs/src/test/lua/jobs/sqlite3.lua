local show = dofile((...) .. '/show.lua')
local environment = require 'luasql.sqlite3'.sqlite3()
local connection = environment:connect 'a.db'
show('create', connection:execute 'create table people (id integer primary key, name text, height real)')
for i, name in ipairs {'Ada', 'Bob', "O'Hara"} do
  show('insert', connection:execute(("insert into people values (%d, '%s', %g)"):format(i, connection:escape(name), 1.5 + i / 10)))
end
local cursor = connection:execute 'select * from people order by id'
show('columns', cursor:getcolnames(), cursor:getcoltypes())
local row = cursor:fetch({}, 'a')
while row do
  show('row', row)
  row = cursor:fetch(row, 'a')
end
show('a closed cursor', pcall(cursor.fetch, cursor))
local sum = connection:execute 'select count(*), sum(height), null from people'
show('aggregate', sum:fetch())
sum:close()
show('an error', connection:execute 'select * from nowhere')
connection:setautocommit(false)
connection:execute 'delete from people'
show('rollback', connection:rollback())
local after = connection:execute 'select count(*) from people'
show('after rollback', after:fetch())
after:close()
for i = 10, 1000 do connection:execute(("insert into people values (%d, 'n%d', %d)"):format(i, i, i)) end
show('commit', connection:commit())
local big = connection:execute 'select sum(id) from people'
show('many rows', big:fetch())
show('close', big:close(), connection:close(), environment:close())
show('a closed connection', pcall(connection.execute, connection, 'select 1'))
show('objects', tostring(connection):gsub('0x%x+', 'ADDRESS'))
