package dev.countersign.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.audit.merkle.Hash;
import dev.countersign.audit.merkle.Merkle;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    /** Key and note of the examples in golang.org/x/mod/sumdb/note, which the format comes from. */
    private static final String KNOWN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String KNOWN_NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private static final String ORIGIN = "countersign.test/log";

    private final SigningKey key = key(ORIGIN);

    @Test
    void aNoteSignedByAnotherImplementationIsVerified() {
        VerifierKey known = VerifierKey.parse(KNOWN_KEY);
        assertThat(known.verifies(SignedNote.parse(KNOWN_NOTE))).isTrue();
        assertThat(known).hasToString(KNOWN_KEY);
        assertThat(known.verifies(SignedNote.parse(KNOWN_NOTE.replace("problem is", "problem was"))))
                .isFalse();
    }

    @Test
    void aCheckpointIsThreeLinesAndASignature() {
        Checkpoint checkpoint = new Checkpoint(ORIGIN, 42, Merkle.sha256());
        String note = key.sign(checkpoint.text()).toString();
        assertThat(note)
                .startsWith(ORIGIN + "\n42\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 " + ORIGIN + " ");
        SignedNote parsed = SignedNote.parse(note);
        assertThat(Checkpoint.parse(parsed.text())).isEqualTo(checkpoint);
        assertThat(key.verifier().verifies(parsed)).isTrue();
        assertThat(parsed).hasToString(note);
    }

    @Test
    void anotherKeyOfTheSameNameDoesNotVerify() {
        SignedNote note = key.sign("text\n");
        assertThat(key(ORIGIN).verifier().verifies(note)).isFalse();
        assertThat(key("other/log").verifier().verifies(note)).isFalse();
    }

    @Test
    void linesAfterTheRootAreExtensionsAndIgnored() {
        Hash root = Merkle.sha256();
        assertThat(Checkpoint.parse(ORIGIN + "\n1\n" + root.base64() + "\nextension\n"))
                .isEqualTo(new Checkpoint(ORIGIN, 1, root));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "origin\n",
                "origin\n01\nAAAA\n",
                "origin\n-1\nAAAA\n",
                "origin\n1\nAAAA\n",
                "origin\n1\n*\n",
                "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
            })
    void whatIsNoCheckpointIsRefused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVerifierKeyWithAWrongHashIsRefused() {
        assertThatThrownBy(() -> VerifierKey.parse(KNOWN_KEY.replace("c74f20a3", "c74f20a4")))
                .hasMessageContaining("hash");
        assertThatThrownBy(() -> VerifierKey.parse("name")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VerifierKey("a name", new byte[32])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysThatAreNoPairAreRefused() {
        KeyPair one = SigningKey.generate();
        KeyPair other = SigningKey.generate();
        assertThatThrownBy(() -> SigningKey.of(
                        ORIGIN, one.getPrivate().getEncoded(), other.getPublic().getEncoded()))
                .hasMessageContaining("no pair");
    }

    @Test
    void aSecondSignatureBesideTheLogsDoesNoHarm() {
        SignedNote note = key.sign("text\n");
        SignedNote.Signature foreign = new SignedNote.Signature("witness", new byte[68]);
        SignedNote both =
                new SignedNote(note.text(), List.of(foreign, note.signatures().get(0)));
        assertThat(key.verifier().verifies(SignedNote.parse(both.toString()))).isTrue();
    }

    private static SigningKey key(String name) {
        KeyPair pair = SigningKey.generate();
        return SigningKey.of(
                name, pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
    }
}
