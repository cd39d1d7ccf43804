/* Uses a symbol of another library, which it is not linked with. */
#include <lua.h>

extern int provided_number(void);

int luaopen_user(lua_State *L) {
  lua_pushinteger(L, provided_number());
  return 1;
}
