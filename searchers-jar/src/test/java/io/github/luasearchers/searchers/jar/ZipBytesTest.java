package io.github.luasearchers.searchers.jar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ZipBytesTest {

  @Test
  void archive_givesItsFiles() throws Exception {
    byte[] content = new ZipWriter().add("a/b.lua", "return 1").add("c.lua", "").toBytes();
    ZipBytes zip = ZipBytes.open("x.zip", content);
    assertThat(zip.read("a/b.lua")).contains("return 1".getBytes(UTF_8));
    assertThat(zip.read("c.lua")).contains(new byte[0]);
    assertThat(zip.read("d.lua")).isEmpty();
  }

  @Test
  void anyTruncation_isAnError() throws Exception {
    byte[] content = new ZipWriter().add("a.lua", "return 1").toBytes();
    for (int size = 0; size < content.length; size++) {
      byte[] shorter = Arrays.copyOf(content, size);
      assertThatThrownBy(() -> ZipBytes.open("x.zip", shorter))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("cannot read archive 'x.zip': ");
    }
  }

  @Test
  void anyWrongByte_isAnErrorOrDoesNotMatter() throws Exception {
    byte[] right = "return 1".getBytes(UTF_8);
    byte[] content = new ZipWriter().add("a.lua", right).toBytes();
    for (int at = 0; at < content.length; at++) {
      byte[] wrong = content.clone();
      wrong[at] ^= 0x55;
      try {
        ZipBytes.open("x.zip", wrong)
            .read("a.lua")
            .ifPresent(read -> assertThat(read).isEqualTo(right));
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("cannot read ");
      }
    }
  }

  @Test
  void limits_areThoseOfTheSearcher() throws Exception {
    byte[] bomb = new ZipWriter().add("a.lua", new byte[2 << 20]).toBytes();
    assertThatThrownBy(() -> ZipBytes.open("x.zip", bomb))
        .hasMessageContaining("expands to more than 100 times its size");
    byte[] slip = new ZipWriter().add("../a.lua", "").toBytes();
    assertThatThrownBy(() -> ZipBytes.open("x.zip", slip)).hasMessageContaining("leads elsewhere");
  }
}
