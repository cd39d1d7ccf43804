package io.github.luasearchers.searchers.http.integrity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.testing.http.Ed25519Keys;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignaturesTest {

  private static final byte[] DOCUMENT = "{}\n".getBytes(UTF_8);

  @Test
  void signed_passes_whateverTheKeysForm() throws Exception {
    Ed25519Keys keys = Ed25519Keys.generate();
    byte[] signature = Signatures.sign(DOCUMENT, keys.privatePem());
    byte[] bare = Arrays.copyOfRange(keys.publicKey(), 12, 44);
    Signatures.by(keys.publicPem()).check("index", DOCUMENT, Optional.of(signature));
    Signatures.by(Base64.getEncoder().encodeToString(keys.publicKey()))
        .check("index", DOCUMENT, Optional.of(signature));
    Signatures.by(Base64.getEncoder().encodeToString(bare))
        .check("index", DOCUMENT, Optional.of(Base64.getMimeDecoder().decode(signature)));
  }

  @Test
  void knownSignature_passes() throws Exception {
    // RFC 8032, 7.1, test 2.
    byte[] key =
        HexFormat.of().parseHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    byte[] signature =
        HexFormat.of()
            .parseHex(
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    Signatures.by(Base64.getEncoder().encodeToString(key))
        .check("test", new byte[] {0x72}, Optional.of(signature));
  }

  @Test
  void anythingElse_isRefused() throws Exception {
    Ed25519Keys keys = Ed25519Keys.generate();
    Signatures signatures = Signatures.by(keys.publicPem());
    byte[] right = Signatures.sign(DOCUMENT, keys.privatePem());
    byte[] stranger = Signatures.sign(DOCUMENT, Ed25519Keys.generate().privatePem());
    byte[] other = Signatures.sign("[]".getBytes(UTF_8), keys.privatePem());
    for (byte[] wrong :
        new byte[][] {stranger, other, {}, new byte[64], "?".getBytes(UTF_8), {1, 2, 3}}) {
      assertThatThrownBy(() -> signatures.check("index", DOCUMENT, Optional.of(wrong)))
          .isInstanceOf(IOException.class)
          .hasMessage("'index.sig' is no signature of 'index' by the key set");
    }
    assertThatThrownBy(() -> signatures.check("index", new byte[0], Optional.of(right)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> signatures.check("index", DOCUMENT, Optional.empty()))
        .hasMessage("'index' must be signed, and there is no 'index.sig'");
  }

  @Test
  void keysThatAreNone_areRefused_andPrivateOnesNotQuoted() throws Exception {
    for (String wrong :
        new String[] {"", "abc", "?", "AAAA", Ed25519Keys.generate().privatePem()}) {
      assertThatThrownBy(() -> Signatures.by(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("this is no public key of Ed25519: PEM or Base64 is expected");
    }
    assertThatThrownBy(() -> Signatures.sign(DOCUMENT, "c2VjcmV0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("this is no private key of Ed25519 in PEM (PKCS 8)")
        .hasNoCause();
    assertThat(Signatures.by(Ed25519Keys.generate().publicPem()).toString()).doesNotContain("KEY");
  }
}
