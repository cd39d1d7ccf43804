/*
** Calls and errors.
**
** A call is one crossing; where it yields, Java leaves all C code that waits for it, and the
** continuation goes on later.
*/

/* With k NULL the call cannot be left. */
static void continue_with(lua_State *L, lua_KContext ctx, lua_KFunction k) {
  L->k = (Continuation)(void *)k; /* 5.2's takes fewer arguments than it is called with */
  L->ctx = ctx;
}

static void lua_callk(lua_State *L, int nargs, int nresults, lua_KContext ctx, lua_KFunction k) {
  continue_with(L, ctx, k);
  cross(L, call, top_number(L) - nargs, nargs, nresults);
}

static int lua_pcallk(lua_State *L, int nargs, int nresults, int errfunc, lua_KContext ctx,
                      lua_KFunction k) {
  int handler = errfunc == 0 ? 0 : slot_number(L, errfunc);
  continue_with(L, ctx, k);
  return cross(L, pcall, top_number(L) - nargs, nargs, nresults, handler);
}

static int lua_error(lua_State *L) {
  cross(L, raise, top_number(L));
  return 0;
}

#if LUA_LEVEL == 502
/* What a continuation asks for: other functions run with the status LUA_OK. */
static int lua_getctx(lua_State *L, int *ctx) {
  if (L->status == LUA_OK) return LUA_OK;
  if (ctx != NULL) *ctx = (int)L->ctx;
  return L->status;
}
#endif
