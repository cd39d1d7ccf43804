package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.Recoding;
import io.github.luasearchers.engine.vm.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * Decides for each field of a module's tables between what it has and what the new run has put
 * there: what the program has changed is state, and stays.
 */
final class Merge {

  private final Counterparts counterparts;
  private final Map<Table, Contents.OfTable> contents;
  private final Set<String> keep;
  private final Edits edits;
  private final Remap remap;
  private final List<String> notes;

  Merge(
      Counterparts counterparts,
      Map<Table, Contents.OfTable> contents,
      Set<String> keep,
      Edits edits,
      Remap remap,
      List<String> notes) {
    this.counterparts = counterparts;
    this.contents = contents;
    this.keep = keep;
    this.edits = edits;
    this.remap = remap;
    this.notes = notes;
  }

  void merge(Pairs.Pair pair) {
    Contents.OfTable known = contents.get(pair.before);
    Table after = pair.after;
    for (int slot = after.nextSlot(-1); slot >= 0; slot = after.nextSlot(slot)) {
      LuaValue key = after.keyIn(slot);
      if (!key.isnil() && !isKept(pair, key, after.valueIn(slot))) {
        take(pair, counterparts.of(key), after.valueIn(slot), known);
      }
    }
    Table before = pair.before;
    for (int slot = before.nextSlot(-1); slot >= 0; slot = before.nextSlot(slot)) {
      LuaValue key = before.keyIn(slot);
      LuaValue value = before.valueIn(slot);
      boolean isGone = Contents.isPlainKey(key) && after.rawget(key).isnil();
      if (isGone && !isKept(pair, key, value) && isOfText(key, value, known)) {
        edits.field(before, key, LuaValue.NIL);
        notes.add(pair.path(key) + " is gone");
      }
    }
    mergeMetatables(pair, known);
  }

  private boolean isKept(Pairs.Pair pair, LuaValue key, LuaValue value) {
    return pair.depth == 0 && !value.isfunction() && keep.contains(key.tojstring());
  }

  /** Tells whether a field that the new text lacks was put there by the old one. */
  private boolean isOfText(LuaValue key, LuaValue value, Contents.@Nullable OfTable known) {
    return known == null
        ? counterparts.isOldText(value) && counterparts.successor(value) == null
        : !known.has(key, LuaValue.NIL) && known.has(key, value);
  }

  private void take(
      Pairs.Pair pair, LuaValue key, LuaValue fresh, Contents.@Nullable OfTable known) {
    LuaValue value = pair.before.rawget(key);
    LuaValue target = counterparts.of(fresh);
    if (isSame(value, target)) {
      return;
    }
    if (isState(value, fresh)) {
      counterparts.keep(value, fresh);
      return;
    }
    boolean isUnchanged =
        known == null || !Contents.isPlainKey(key)
            ? value.isnil() || counterparts.isOldText(value)
            : known.has(key, value);
    if (!isUnchanged) {
      return;
    }
    edits.field(pair.before, key, target);
    remap.add(target);
    notes.add(pair.path(key) + (value.isnil() ? " is new" : " has a new value"));
  }

  /** Tells whether a value does what the text says now, and more: it has become what it is. */
  private boolean isState(LuaValue value, LuaValue fresh) {
    if (counterparts.isSameFunction(value, fresh)) {
      return true;
    }
    if (value instanceof Closure before && fresh instanceof Closure after) {
      return before.prototype() == after.prototype() && wrapSame(before, after);
    }
    return value.isuserdata() && fresh.isuserdata() || value.isthread() && fresh.isthread();
  }

  /** Tells whether two closures that other code has made have the same functions inside. */
  private boolean wrapSame(Closure before, Closure after) {
    for (int i = 1; i <= before.upvalueCount(); i++) {
      LuaValue mine = before.upvalue(i);
      LuaValue theirs = after.upvalue(i);
      boolean isFunction = mine.isfunction() || theirs.isfunction();
      if (isFunction
          && !isSame(mine, counterparts.of(theirs))
          && !counterparts.isSameFunction(mine, theirs)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(LuaValue a, LuaValue b) {
    return a == b || Contents.isPlainKey(a) && Sameness.sameConstant(a, b);
  }

  private void mergeMetatables(Pairs.Pair pair, Contents.@Nullable OfTable known) {
    LuaTable before = pair.before.metatableOrNull();
    LuaTable after = pair.after.metatableOrNull();
    LuaValue target = after == null ? LuaValue.NIL : counterparts.of(after);
    boolean isUnchanged = known == null ? before == null : known.hasMetatable(before);
    if (isUnchanged && target != (before == null ? LuaValue.NIL : before)) {
      edits.metatable(pair.before, target);
      remap.add(target);
      notes.add("the metatable of " + pair.name + " has changed");
    }
  }

  // ---- variables

  /** Gives variables that the text alone sets the values that the new text sets. */
  void mergeVariables(Generation latest, Cells cells, Foreign foreign) {
    for (Variable before : latest.main.locals) {
      Variable after = latest.matching.successor(before);
      Object mine = after == null ? null : cells.old(after);
      Object theirs = after == null ? null : cells.made(after);
      if (after != null && mine != null && theirs != null) {
        boolean isConstant = !before.isAssigned && !after.isAssigned;
        LuaValue value = Recoding.value(mine);
        LuaValue fresh = Recoding.value(theirs);
        LuaValue target = counterparts.of(fresh);
        if (isConstant
            && !isSame(value, target)
            && !counterparts.isSameFunction(value, fresh)
            && !keep.contains(after.name)
            && isNew(before, after, value, fresh, latest.matching, foreign)) {
          edits.variable(mine, target);
          remap.add(target);
          notes.add("the variable '" + after.name + "' has a new value");
        }
      }
    }
  }

  private static boolean isNew(
      Variable before,
      Variable after,
      LuaValue value,
      LuaValue fresh,
      Matching matching,
      Foreign foreign) {
    if (foreign.has(fresh) && !fresh.isnil()) {
      return true;
    }
    Initialiser initialiser = Initialiser.of(after);
    boolean isImport = initialiser != null && initialiser.isImport();
    boolean madeAlike =
        value instanceof Closure a && fresh instanceof Closure b && a.prototype() == b.prototype();
    return isImport && !madeAlike || !Initialiser.same(before, after, matching);
  }
}
