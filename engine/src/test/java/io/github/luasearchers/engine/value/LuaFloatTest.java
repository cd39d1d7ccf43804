package io.github.luasearchers.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

class LuaFloatTest {

  private static final LuaValue THREE = Numbers.of(3.0);
  private static final LuaValue HALF = Numbers.of(2.5);

  @Test
  void equality_withLuajsNumbers_holdsBothWays() {
    LuaValue three = LuaInteger.valueOf(3);
    LuaValue half = LuaDouble.valueOf(2.5);
    assertThat(three.raweq(THREE)).isTrue();
    assertThat(THREE.raweq(three)).isTrue();
    assertThat(three.eq_b(THREE)).isTrue();
    assertThat(half.raweq(HALF)).isTrue();
    assertThat(HALF.raweq(half)).isTrue();
    assertThat(HALF.raweq(three)).isFalse();
    assertThat(THREE.raweq(LuaString.valueOf("3"))).isFalse();
    assertThat(THREE).isEqualTo(three).hasSameHashCodeAs(three);
    assertThat(HALF).isEqualTo(half).hasSameHashCodeAs(half);
  }

  @Test
  void luajsTable_findsItByItsValue() {
    LuaTable table = new LuaTable();
    table.set(LuaInteger.valueOf(3), LuaValue.TRUE);
    table.set(LuaDouble.valueOf(2.5), LuaValue.TRUE);
    table.set(Numbers.of(7.0), LuaValue.TRUE);
    assertThat(table.get(THREE)).isEqualTo(LuaValue.TRUE);
    assertThat(table.get(HALF)).isEqualTo(LuaValue.TRUE);
    assertThat(table.get(7)).isEqualTo(LuaValue.TRUE);
    assertThat(table.get(Numbers.of(7.5)).isnil()).isTrue();
  }

  @Test
  void javaMap_findsItByItsValue() {
    Map<LuaValue, String> map = new HashMap<>();
    map.put(Numbers.of(0.25), "quarter");
    assertThat(map).containsEntry(Numbers.of(0.25), "quarter");
  }

  @Test
  void arithmetic_withLuajsNumbers() {
    LuaValue two = LuaInteger.valueOf(2);
    LuaValue quarter = LuaDouble.valueOf(0.25);
    assertThat(two.add(HALF).todouble()).isEqualTo(4.5);
    assertThat(HALF.add(two).todouble()).isEqualTo(4.5);
    assertThat(two.sub(HALF).todouble()).isEqualTo(-0.5);
    assertThat(HALF.sub(two).todouble()).isEqualTo(0.5);
    assertThat(two.mul(HALF).todouble()).isEqualTo(5);
    assertThat(HALF.mul(quarter).todouble()).isEqualTo(0.625);
    assertThat(two.div(HALF).todouble()).isEqualTo(0.8);
    assertThat(quarter.div(HALF).todouble()).isEqualTo(0.1);
    assertThat(two.pow(HALF).todouble()).isEqualTo(Math.pow(2, 2.5));
    assertThat(HALF.pow(two).todouble()).isEqualTo(6.25);
    assertThat(two.mod(HALF).todouble()).isEqualTo(2);
    assertThat(HALF.neg().mod(two).todouble()).isEqualTo(1.5);
    assertThat(quarter.mod(HALF.neg()).todouble()).isEqualTo(-2.25);
  }

  @Test
  void arithmetic_withNumerals_andWithWhatIsNone() {
    assertThat(HALF.add(LuaString.valueOf("0.5")).todouble()).isEqualTo(3);
    assertThat(LuaString.valueOf("0.5").sub(HALF).todouble()).isEqualTo(-2);
    assertThatThrownBy(() -> HALF.add(LuaValue.TRUE)).isInstanceOf(LuaError.class);
  }

  @Test
  void negativeZero_stays() {
    LuaValue zero = Numbers.of(0.0).neg();
    assertThat(zero).hasToString("-0");
    assertThat(LuaInteger.valueOf(1).todouble() / zero.todouble()).isNegative();
    assertThat(zero.raweq(LuaInteger.valueOf(0))).isTrue();
    assertThat(zero.neg()).hasToString("0");
  }

  @Test
  void order_withLuajsNumbers_holdsBothWays() {
    LuaValue two = LuaInteger.valueOf(2);
    LuaValue half = LuaDouble.valueOf(2.25);
    assertThat(two.lt_b(HALF)).isTrue();
    assertThat(HALF.lt_b(two)).isFalse();
    assertThat(half.lteq_b(HALF)).isTrue();
    assertThat(HALF.gteq_b(half)).isTrue();
    assertThat(HALF.gt_b(HALF)).isFalse();
    assertThat(HALF.lteq(HALF)).isEqualTo(LuaValue.TRUE);
    assertThat(Numbers.of(Double.NaN).lteq_b(two)).isFalse();
    assertThat(two.gteq_b(Numbers.of(Double.NaN))).isFalse();
    assertThatThrownBy(() -> HALF.lt_b(LuaString.valueOf("3"))).isInstanceOf(LuaError.class);
    assertThatThrownBy(() -> LuaString.valueOf("3").lt_b(HALF)).isInstanceOf(LuaError.class);
  }

  @Test
  void text_isLuas() {
    assertThat(THREE.tojstring()).isEqualTo("3");
    assertThat(THREE.checkjstring()).isEqualTo("3");
    assertThat(THREE.optjstring("x")).isEqualTo("3");
    assertThat(HALF.concat(THREE)).hasToString("2.53");
    assertThat(LuaString.valueOf("x").concat(Numbers.of(1e100))).hasToString("x1e+100");
    assertThat(LuaInteger.valueOf(1).concat(HALF)).hasToString("12.5");
  }

  @Test
  void checks_takeItForANumber() {
    assertThat(THREE.isint() && THREE.isinttype() && THREE.islong() && THREE.isnumber()).isTrue();
    assertThat(HALF.isint() || HALF.isinttype() || HALF.islong()).isFalse();
    assertThat(HALF.checkint() + HALF.optint(7)).isEqualTo(4);
    assertThat(HALF.checklong() + HALF.optlong(7)).isEqualTo(4);
    assertThat(HALF.checkdouble() + HALF.optdouble(7)).isEqualTo(5);
    assertThat(HALF.checknumber()).isSameAs(HALF);
    assertThat(HALF.checkinteger()).isEqualTo(LuaInteger.valueOf(2));
    assertThat(Numbers.of(Double.NaN).isvalidkey()).isFalse();
    assertThat(Numbers.of(0x1p40).isint()).isFalse();
    assertThat(Numbers.of(0x1p40).islong()).isTrue();
  }
}
