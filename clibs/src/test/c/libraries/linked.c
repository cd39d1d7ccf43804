/* Is linked with the library of PUC's interpreter as well. */
#include <lauxlib.h>
#include <lua.h>

int luaopen_linked(lua_State *L) {
  luaL_checkversion(L);
  lua_pushfstring(L, "linked, %d", lua_gettop(L));
  return 1;
}
