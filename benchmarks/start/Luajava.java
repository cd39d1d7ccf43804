import party.iroiro.luajava.Lua;
import party.iroiro.luajava.lua54.Lua54;

/** What luajava's console does at its start: it loads the native library and runs a line. */
final class Luajava {

  private Luajava() {}

  public static void main(String[] args) {
    try (Lua lua = new Lua54()) {
      lua.openLibraries();
      lua.run("print(1)");
    }
  }
}
