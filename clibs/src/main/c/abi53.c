/*
** The API of Lua 5.3.
*/
#define LUA_LEVEL 503
#define HOOK hook53
#define PANIC panic53
#define API api53

#include "api.c"
