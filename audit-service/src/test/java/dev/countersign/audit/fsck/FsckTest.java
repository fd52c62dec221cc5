package dev.countersign.audit.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.audit.checkpoint.Checkpoint;
import dev.countersign.audit.checkpoint.SignedNote;
import dev.countersign.audit.checkpoint.SigningKey;
import dev.countersign.audit.merkle.EntryBundle;
import dev.countersign.audit.merkle.Hash;
import dev.countersign.audit.merkle.TileAddress;
import dev.countersign.audit.merkle.TiledTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FsckTest {

    private static final String ORIGIN = "countersign.test/log";

    private final SigningKey key = key();

    @Test
    void aSoundLogOfAnySizeIsSound() {
        for (int size : List.of(0, 1, 255, 256, 257, 700, 65_536, 66_000)) {
            FakeLog log = new FakeLog(entries(size), key);
            assertThat(check(log)).as("size %d", size).isEqualTo(new Fsck.Report(size, List.of()));
        }
    }

    @Test
    void anAlteredEntryIsFoundInItsTileAndInTheRoot() {
        FakeLog log = new FakeLog(entries(700), key);
        log.served.set(300, "altered".getBytes(StandardCharsets.UTF_8));
        assertThat(check(log).problems())
                .anyMatch(problem -> problem.equals("tile/0/001 has another hash at 300 than its entries"))
                .anyMatch(problem -> problem.startsWith("the entries have the root"));
    }

    @Test
    void anAlteredTileIsFound() {
        FakeLog log = new FakeLog(entries(700), key);
        log.alteredTile = new TileAddress(1, 0, 2);
        assertThat(check(log).problems()).containsExactly("tile/1/000.p/2 has another hash at 0 than its entries");
    }

    @Test
    void aCheckpointSignedByAnotherKeyIsFound() {
        FakeLog log = new FakeLog(entries(3), key());
        assertThat(check(log).problems()).containsExactly("the checkpoint is not signed by " + ORIGIN);
    }

    @Test
    void aMissingEntryIsFound() {
        FakeLog log = new FakeLog(entries(10), key);
        log.served.remove(9);
        assertThat(check(log).problems()).contains("tile/entries/000.p/10 holds 9 entries");
    }

    @Test
    void aLogRewrittenWholeWithItsOwnKeyIsFoundByAnEarlierCheckpoint() {
        FakeLog honest = new FakeLog(entries(300), key);
        SignedNote earlier = SignedNote.parse(honest.checkpoint());
        List<byte[]> rewritten = new ArrayList<>(entries(400));
        rewritten.set(7, "rewritten".getBytes(StandardCharsets.UTF_8));
        FakeLog forged = new FakeLog(rewritten, key);

        assertThat(check(forged).sound()).isTrue();
        assertThat(Fsck.check(forged, key.verifier(), Optional.of(earlier)).problems())
                .singleElement()
                .asString()
                .startsWith("the first 300 entries have the root");
        assertThat(Fsck.check(new FakeLog(entries(400), key), key.verifier(), Optional.of(earlier))
                        .sound())
                .isTrue();
    }

    @Test
    void aLogThatShrankIsFound() {
        SignedNote earlier = SignedNote.parse(new FakeLog(entries(300), key).checkpoint());
        assertThat(Fsck.check(new FakeLog(entries(299), key), key.verifier(), Optional.of(earlier))
                        .problems())
                .containsExactly("the log shrank from 300 to 299 entries");
    }

    @Test
    void theCommandSaysWhatItNeeds() {
        assertThat(FsckCommand.run()).isEqualTo(2);
        assertThat(FsckCommand.run("http://127.0.0.1:1/", "no key")).isEqualTo(2);
    }

    private Fsck.Report check(FakeLog log) {
        return Fsck.check(log, key.verifier(), Optional.empty());
    }

    private static SigningKey key() {
        KeyPair pair = SigningKey.generate();
        return SigningKey.of(
                ORIGIN, pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
    }

    private static List<byte[]> entries(int count) {
        Random random = new Random(7);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    byte[] entry = new byte[8];
                    random.nextBytes(entry);
                    return entry;
                })
                .toList();
    }

    /** A log in memory that can be told to lie. */
    private static final class FakeLog implements LogSource {
        private final TiledTree tree = new TiledTree();
        private final List<byte[]> served;
        private final String checkpoint;
        private TileAddress alteredTile;

        FakeLog(List<byte[]> entries, SigningKey key) {
            served = new ArrayList<>(entries);
            tree.append(entries);
            checkpoint = key.sign(
                            new Checkpoint(ORIGIN, entries.size(), tree.edge().root()).text())
                    .toString();
        }

        @Override
        public String checkpoint() {
            return checkpoint;
        }

        @Override
        public byte[] tile(TileAddress address) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (Hash hash : tree.read(address)) {
                bytes.write(hash.bytes());
            }
            byte[] tile = bytes.toByteArray();
            if (address.equals(alteredTile)) {
                tile[0] ^= 1;
            }
            return tile;
        }

        @Override
        public byte[] entries(TileAddress address) {
            int from = (int) address.first();
            return EntryBundle.write(served.subList(from, Math.min(served.size(), from + address.width())));
        }
    }
}
