package io.github.luasearchers.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.value.Level;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.OneArgFunction;

class FinalizersTest {

  private final Finalizers finalizers = new Finalizers(new LuaRuntime(Level.LUA_5_2));
  private final List<LuaValue> finalized = new ArrayList<>();

  @Test
  void collect_runsFinalizers_inReverseOrderOfMarking() {
    for (int i = 1; i <= 100; i++) {
      marked(i);
    }
    finalizers.collect();
    assertThat(finalized).hasSize(100);
    for (int i = 1; i <= 100; i++) {
      assertThat(finalized.get(100 - i).get("number").toint()).isEqualTo(i);
    }
    finalizers.collect();
    assertThat(finalized).hasSize(100);
  }

  @Test
  void manyObjects_someOfThemInUse_areEachFinalizedOnce() {
    List<LuaValue> inUse = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      LuaValue object = marked(i);
      if (i % 3 == 0) {
        inUse.add(object);
      }
    }
    finalizers.collect();
    assertThat(finalized).hasSize(100_000 - inUse.size()).doesNotHaveDuplicates();
    finalizers.close();
    assertThat(finalized).hasSize(100_000).doesNotHaveDuplicates();
    Reference.reachabilityFence(inUse);
  }

  @Test
  void anObjectInUse_isNotFinalized() {
    LuaValue object = marked(1);
    finalizers.collect();
    assertThat(finalized).isEmpty();
    Reference.reachabilityFence(object);
  }

  @Test
  void theFinalizer_getsTheObjectItself_withAllThatItRefersTo() {
    Table other = new Table();
    int identity = markedWithSelf(other);
    finalizers.collect();
    LuaValue object = finalized.get(0);
    assertThat(System.identityHashCode(object)).isEqualTo(identity);
    assertThat(object.get("self")).isSameAs(object);
    assertThat(object.get("other").get("back")).isSameAs(object);
  }

  private int markedWithSelf(Table other) {
    LuaValue object = marked(1);
    object.set("self", object);
    Table inner = new Table();
    inner.set("back", object);
    object.set("other", inner);
    other.set("number", object.get("number"));
    return System.identityHashCode(object);
  }

  @Test
  void anObject_isNeverFinalizedTwice() {
    marked(1);
    finalizers.collect();
    LuaValue object = finalized.remove(0);
    setMetatable(object, collector());
    object = null;
    finalizers.collect();
    finalizers.close();
    assertThat(finalized).isEmpty();
  }

  @Test
  void markingTwice_finalizesOnce() {
    setMetatable(marked(1), collector());
    finalizers.collect();
    assertThat(finalized).hasSize(1);
  }

  @Test
  void aMetatableWithoutGc_doesNotMark_evenIfItGetsOne() {
    Table metatable = new Table();
    setMetatable(new Table(), metatable);
    metatable.set("__gc", collector().get("__gc"));
    finalizers.collect();
    assertThat(finalized).isEmpty();
  }

  @Test
  void aFieldThatIsNoFunctionYet_marks() {
    Table metatable = new Table();
    metatable.set("__gc", LuaValue.TRUE);
    setMetatable(new Table(), metatable);
    metatable.set("__gc", collector().get("__gc"));
    finalizers.collect();
    assertThat(finalized).hasSize(1);
  }

  @Test
  void userdata_isFinalizedToo() {
    LuaValue userdata = new Box("content");
    setMetatable(userdata, collector());
    userdata = null;
    finalizers.collect();
    assertThat(finalized.get(0).touserdata()).isEqualTo("content");
  }

  @Test
  void runPending_runsWhatTheCollectorFound() throws InterruptedException {
    assertThat(finalizers.isPending()).isFalse();
    finalizers.runPending();
    marked(1);
    System.gc();
    for (int i = 0; i < 1000 && !finalizers.isPending(); i++) {
      Thread.sleep(5);
    }
    finalizers.runPending();
    assertThat(finalized).hasSize(1);
    assertThat(finalizers.isPending()).isFalse();
  }

  @Test
  void heldFinalizers_runOnlyWhenTheScriptCollects() {
    finalizers.hold(true);
    marked(1);
    failing(LuaValue.valueOf("x"));
    assertThatThrownBy(finalizers::collect).isInstanceOf(LuaError.class);
    finalizers.runPending();
    assertThat(finalizers.isPending()).isFalse();
    assertThat(finalized).isEmpty();
    finalizers.hold(false);
    finalizers.runPending();
    assertThat(finalized).hasSize(1);
  }

  @Test
  void anError_comesOutOfCollect_andTheRestRunsLater() {
    marked(1);
    failing(LuaValue.valueOf("file:1: x"));
    marked(3);
    assertThatThrownBy(finalizers::collect)
        .isInstanceOf(LuaError.class)
        .hasMessage("error in __gc metamethod (file:1: x)");
    assertThat(finalized).hasSize(1);
    assertThat(finalizers.isPending()).isTrue();
    finalizers.runPending();
    assertThat(finalized).hasSize(2);
  }

  @Test
  void anErrorThatIsNoString_hasNoMessage() {
    failing(new Table());
    assertThatThrownBy(finalizers::collect).hasMessage("error in __gc metamethod (no message)");
  }

  @Test
  void close_finalizesWhatIsInUse_andIgnoresErrors() {
    LuaValue first = marked(1);
    LuaValue second = failing(LuaValue.valueOf("x"));
    LuaValue third = marked(3);
    finalizers.close();
    assertThat(finalized).containsExactly(third, first);
    finalizers.close();
    assertThat(finalized).hasSize(2);
    Reference.reachabilityFence(second);
  }

  @Test
  void close_doesNotFinalizeAgainWhatDiesLater() {
    marked(1);
    finalizers.close();
    finalized.clear();
    finalizers.collect();
    assertThat(finalized).isEmpty();
  }

  @Test
  void whatAFinalizerMarks_atTheEnd_isNotFinalized() {
    Table metatable = new Table();
    metatable.set(
        "__gc",
        new OneArgFunction() {
          @Override
          public LuaValue call(LuaValue object) {
            marked(2);
            return LuaValue.NIL;
          }
        });
    LuaValue object = new Table();
    setMetatable(object, metatable);
    finalizers.close();
    finalizers.collect();
    finalizers.runPending();
    assertThat(finalized).isEmpty();
    Reference.reachabilityFence(object);
  }

  @Test
  void anEphemeron_isFoundByTheFinalizerOfItsKey() {
    Table weak = new Table();
    Table mode = new Table();
    mode.set("__mode", "k");
    weak.setmetatable(mode);
    weak.set(marked(1), LuaValue.valueOf("value"));
    finalizers.collect();
    assertThat(weak.get(finalized.get(0))).isEqualTo(LuaValue.valueOf("value"));
  }

  @Test
  void aRenewableObject_isFinalizedByAnotherWithItsContents() {
    int identity = System.identityHashCode(renewable("first"));
    renewable("second");
    finalizers.collect();
    assertThat(finalized).extracting(LuaValue::touserdata).containsExactly("second", "first");
    assertThat(System.identityHashCode(finalized.get(1))).isNotEqualTo(identity);
    assertThat(finalized.get(1).getmetatable().get("__gc").isfunction()).isTrue();
  }

  @Test
  void aRenewedObject_isNotFinalizedAgain() {
    renewable("once");
    finalizers.collect();
    finalized.clear();
    finalizers.collect();
    finalizers.close();
    assertThat(finalized).isEmpty();
  }

  @Test
  void aRenewableObject_inUse_staysWhatItIs() {
    LuaValue object = renewable("used");
    finalizers.collect();
    assertThat(finalized).isEmpty();
    finalizers.close();
    assertThat(finalized).containsExactly(object);
  }

  @Test
  void withOtherObjects_theOrderIsThatOfMarking_andAllAreWhole() {
    Spare held = renewable("held");
    int identity = System.identityHashCode(held);
    Table holder = new Table();
    holder.set("number", 1);
    holder.set("held", held);
    setMetatable(holder, collector());
    Spare last = renewable("last");
    held = null;
    holder = null;
    assertThat(last.isAwaited()).isFalse();
    last = null;
    finalizers.collect();
    assertThat(finalized).hasSize(3);
    assertThat(finalized.get(0).touserdata()).isEqualTo("last");
    assertThat(finalized.get(2)).isSameAs(finalized.get(1).get("held"));
    assertThat(System.identityHashCode(finalized.get(2))).isEqualTo(identity);
  }

  @Test
  void whenNoOtherObjectIsLeft_aRenewableOneNeedsNoSentinelAgain() {
    marked(1);
    assertThat(renewable("before").isAwaited()).isFalse();
    finalizers.collect();
    assertThat(renewable("after").isAwaited()).isTrue();
  }

  @Test
  void anObjectThatIsKeptWhole_isFinalizedItself() {
    int identity = keptWhole();
    renewable("other");
    finalizers.collect();
    assertThat(finalized).hasSize(2);
    assertThat(System.identityHashCode(finalized.get(1))).isEqualTo(identity);
  }

  private int keptWhole() {
    Spare object = renewable("whole");
    finalizers.keepWhole(object);
    assertThat(object.isAwaited()).isFalse();
    return System.identityHashCode(object);
  }

  @Test
  void aRenewableObject_asAWeakKey_keepsItsValue() {
    Table weak = new Table();
    Table mode = new Table();
    mode.set("__mode", "k");
    weak.setmetatable(mode);
    weak.set(renewable("key"), LuaValue.valueOf("value"));
    finalizers.collect();
    assertThat(weak.get(finalized.get(0))).isEqualTo(LuaValue.valueOf("value"));
  }

  @Test
  void anObjectThatSomethingHasBroughtBack_isFinalizedWhenItIsGone() {
    Spare.Contents contents = renewable("lost").contents;
    contents.maybeInUse = true;
    finalizers.collect();
    assertThat(finalized).isEmpty();
    contents.maybeInUse = false;
    finalizers.collect();
    assertThat(finalized).hasSize(1);
  }

  @Test
  void runPending_finds_whatNoSentinelTellsOf() {
    renewable("found");
    assertThat(finalizers.isPending()).isFalse();
    System.gc();
    assertThat(finalizers.isPending()).isTrue();
    finalizers.runPending();
    assertThat(finalized).hasSize(1);
    assertThat(finalizers.isPending()).isFalse();
  }

  @Test
  void runPending_looksAgainAfterACollectionThatFoundNothing() {
    LuaValue used = renewable("used");
    System.gc();
    finalizers.runPending();
    assertThat(finalized).isEmpty();
    Reference.reachabilityFence(used);
    used = null;
    System.gc();
    finalizers.runPending();
    assertThat(finalized).hasSize(1);
  }

  @Test
  void whatMarksAtTheEnd_changesNothingForTheRest() {
    Spare first = renewable("first");
    Table metatable = new Table();
    metatable.set(
        "__gc",
        new OneArgFunction() {
          @Override
          public LuaValue call(LuaValue object) {
            marked(1);
            return LuaValue.NIL;
          }
        });
    Spare second = new Spare(new Spare.Contents("second"), finalizers);
    setMetatable(second, metatable);
    finalizers.close();
    assertThat(finalized).containsExactly(first);
  }

  @Test
  void areRunning_untilTheLastOfABatchHasRun() {
    List<Boolean> seen = new ArrayList<>();
    Table metatable = new Table();
    metatable.set(
        "__gc",
        new OneArgFunction() {
          @Override
          public LuaValue call(LuaValue object) {
            seen.add(finalizers.areRunning());
            return LuaValue.NIL;
          }
        });
    setMetatable(new Table(), metatable);
    failing(LuaValue.valueOf("x"));
    assertThat(finalizers.areRunning()).isFalse();
    assertThatThrownBy(finalizers::collect).isInstanceOf(LuaError.class);
    assertThat(finalizers.areRunning()).isTrue();
    finalizers.runPending();
    assertThat(finalizers.areRunning()).isFalse();
    assertThat(seen).containsExactly(true);
  }

  private Spare renewable(String content) {
    Spare made = new Spare(new Spare.Contents(content), finalizers);
    setMetatable(made, collector());
    return made;
  }

  @Test
  void aDroppedEngine_goes() {
    WeakReference<Finalizers> dropped = dropped();
    for (int i = 0; i < 100 && dropped.get() != null; i++) {
      System.gc();
    }
    assertThat(dropped.get()).isNull();
  }

  private WeakReference<Finalizers> dropped() {
    Finalizers engine = new Finalizers(new LuaRuntime(Level.LUA_5_2));
    Table object = new Table();
    object.setmetatable(collector());
    engine.mark(object, object.getmetatable());
    return new WeakReference<>(engine);
  }

  private LuaValue marked(int number) {
    Table object = new Table();
    object.set("number", number);
    setMetatable(object, collector());
    return object;
  }

  private LuaValue failing(LuaValue error) {
    Table metatable = new Table();
    metatable.set(
        "__gc",
        new OneArgFunction() {
          @Override
          public LuaValue call(LuaValue object) {
            throw new LuaError(error);
          }
        });
    Table object = new Table();
    setMetatable(object, metatable);
    return object;
  }

  private void setMetatable(LuaValue object, LuaValue metatable) {
    object.setmetatable(metatable);
    finalizers.mark(object, metatable);
  }

  private Table collector() {
    Table metatable = new Table();
    metatable.set(
        "__gc",
        new OneArgFunction() {
          @Override
          public LuaValue call(LuaValue object) {
            finalized.add(object);
            return LuaValue.NIL;
          }
        });
    return metatable;
  }

  private static final class Box extends LuaUserdata implements Attachable {
    private @Nullable Attachments attachments;

    Box(Object content) {
      super(content);
    }

    @Override
    public @Nullable Attachments attachments() {
      return attachments;
    }

    @Override
    public void attach(Attachments attachments) {
      this.attachments = attachments;
    }
  }

  /** What another can take the place of. */
  private static final class Spare extends LuaUserdata implements Renewable {
    final Contents contents;
    private final Finalizers finalizers;
    private @Nullable Attachments attachments;
    private boolean awaited;

    Spare(Contents contents, Finalizers finalizers) {
      super(contents.text);
      this.contents = contents;
      this.finalizers = finalizers;
    }

    @Override
    public Remains remains(LuaTable metatable) {
      contents.finalizers = finalizers;
      return contents;
    }

    @Override
    public boolean isAwaited() {
      return awaited;
    }

    @Override
    public void setAwaited(boolean awaited) {
      this.awaited = awaited;
    }

    @Override
    public @Nullable Attachments attachments() {
      return attachments;
    }

    @Override
    public void attach(Attachments some) {
      finalizers.keepWhole(this);
      if (attachments == null) {
        attachments = some;
      }
    }

    private static final class Contents implements Remains {
      final String text;
      private @Nullable Finalizers finalizers;
      boolean maybeInUse;

      Contents(String text) {
        this.text = text;
      }

      @Override
      public @Nullable LuaValue renew(LuaTable metatable) {
        if (maybeInUse || finalizers == null) {
          return null;
        }
        Spare made = new Spare(this, finalizers);
        made.setmetatable(metatable);
        return made;
      }
    }
  }
}
