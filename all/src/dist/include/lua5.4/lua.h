/*
 * Tells LuaRocks which version of Lua this is. No more is declared here: a C library is compiled with
 * the headers of Lua 5.4 itself, and linked as it is.
 */
#ifndef LUASEARCHERS_LUA_H
#define LUASEARCHERS_LUA_H

#define LUA_VERSION_NUM 504

#endif
