package dev.countersign.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Growth and proofs from tiles against the definitions, over seeded random trees. */
class ProofsTest {

    private static final long SEED = 20261122;

    @Test
    void howeverATreeGrowsItHasTheRootOfItsEntries() {
        Random random = new Random(SEED);
        for (int round = 0; round < 40; round++) {
            List<byte[]> entries = entries(random, random.nextInt(1400));
            TiledTree tree = new TiledTree();
            for (int from = 0; from < entries.size(); ) {
                int to = Math.min(entries.size(), from + 1 + random.nextInt(400));
                tree.append(entries.subList(from, to));
                from = to;
                assertThat(tree.edge().root())
                        .as("seed %d, round %d, size %d", SEED, round, from)
                        .isEqualTo(NaiveTree.root(entries.subList(0, from)));
            }
        }
    }

    @Test
    void inclusionProofsAreThoseOfTheDefinitionAndVerify() {
        Random random = new Random(SEED);
        for (int size : sizes(random)) {
            List<byte[]> entries = entries(random, size);
            TiledTree tree = tree(entries);
            for (int leaf : leaves(random, size)) {
                List<Hash> proof = Proofs.inclusion(leaf, size, tree);
                String what = "seed %d, leaf %d of %d".formatted(SEED, leaf, size);
                assertThat(proof).as(what).isEqualTo(NaiveTree.path(leaf, entries));
                Hash hash = Merkle.leaf(entries.get(leaf));
                Hash root = tree.edge().root();
                assertThat(Proofs.includes(leaf, hash, size, root, proof))
                        .as(what)
                        .isTrue();
                assertThat(Proofs.includes(leaf, Merkle.leaf(new byte[] {9}), size, root, proof))
                        .as(what)
                        .isFalse();
                assertThat(Proofs.includes((leaf + 1) % size, hash, size, root, proof))
                        .as(what)
                        .isEqualTo(size == 1);
                assertNoChangeVerifies(proof, changed -> Proofs.includes(leaf, hash, size, root, changed), random);
            }
        }
    }

    @Test
    void consistencyProofsAreThoseOfTheDefinitionAndVerify() {
        Random random = new Random(SEED);
        for (int size : sizes(random)) {
            List<byte[]> entries = entries(random, size);
            TiledTree tree = tree(entries);
            for (int leaf : leaves(random, size)) {
                int from = leaf + 1;
                List<Hash> proof = Proofs.consistency(from, size, tree);
                String what = "seed %d, %d of %d".formatted(SEED, from, size);
                assertThat(proof).as(what).isEqualTo(NaiveTree.proof(from, entries));
                Hash before = NaiveTree.root(entries.subList(0, from));
                Hash after = tree.edge().root();
                assertThat(Proofs.extend(from, before, size, after, proof))
                        .as(what)
                        .isTrue();
                assertThat(Proofs.extend(from, Merkle.sha256(), size, after, proof))
                        .as(what)
                        .isFalse();
                assertNoChangeVerifies(proof, changed -> Proofs.extend(from, before, size, after, changed), random);
            }
        }
    }

    @Test
    void whatAProofReadsIsKnownBeforeItIsRead() {
        Random random = new Random(SEED);
        int size = 66_000;
        TiledTree tree = tree(entries(random, size));
        for (int round = 0; round < 200; round++) {
            long leaf = random.nextInt(size);
            Set<TileAddress> read = new HashSet<>();
            TileReader watched = address -> {
                read.add(address);
                return tree.read(address);
            };
            Proofs.inclusion(leaf, size, watched);
            assertThat(Proofs.tilesOfInclusion(leaf, size)).as("leaf %d", leaf).isEqualTo(read);
            read.clear();
            Proofs.consistency(leaf + 1, size, watched);
            assertThat(Proofs.tilesOfConsistency(leaf + 1, size))
                    .as("from %d", leaf + 1)
                    .isEqualTo(read);
        }
    }

    @Test
    void aLeafOutsideTheTreeHasNoProof() {
        TiledTree tree = tree(entries(new Random(SEED), 3));
        assertThatThrownBy(() -> Proofs.inclusion(3, 3, tree)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Proofs.inclusion(-1, 3, tree)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Proofs.consistency(0, 3, tree)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Proofs.consistency(4, 3, tree)).isInstanceOf(IllegalArgumentException.class);
    }

    private interface Verification {
        boolean accepts(List<Hash> proof);
    }

    private static void assertNoChangeVerifies(List<Hash> proof, Verification verification, Random random) {
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(Merkle.sha256());
        assertThat(verification.accepts(longer)).isFalse();
        if (!proof.isEmpty()) {
            assertThat(verification.accepts(proof.subList(1, proof.size()))).isFalse();
            List<Hash> altered = new ArrayList<>(proof);
            altered.set(random.nextInt(proof.size()), Merkle.sha256());
            assertThat(verification.accepts(altered)).isFalse();
        }
        if (proof.size() > 1) {
            List<Hash> turned = new ArrayList<>(proof);
            Collections.reverse(turned);
            assertThat(verification.accepts(turned)).isFalse();
        }
    }

    private static List<Integer> sizes(Random random) {
        List<Integer> sizes = new ArrayList<>(List.of(1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513));
        for (int i = 0; i < 6; i++) {
            sizes.add(1 + random.nextInt(900));
        }
        return sizes;
    }

    private static List<Integer> leaves(Random random, int size) {
        return size <= 8
                ? IntStream.range(0, size).boxed().toList()
                : IntStream.concat(IntStream.of(0, size - 1), random.ints(12, 0, size))
                        .boxed()
                        .toList();
    }

    private static TiledTree tree(List<byte[]> entries) {
        TiledTree tree = new TiledTree();
        tree.append(entries);
        return tree;
    }

    private static List<byte[]> entries(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    byte[] entry = new byte[1 + random.nextInt(40)];
                    random.nextBytes(entry);
                    return entry;
                })
                .toList();
    }
}
