package dev.countersign.audit.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The hashes of RFC 6962: leaves and nodes are hashed apart, so that neither can be passed off as the other. */
public final class Merkle {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private Merkle() {}

    public static Hash sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return Hash.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The hash of an entry of the log. */
    public static Hash leaf(byte[] entry) {
        return sha256(new byte[] {LEAF}, entry);
    }

    /** The hash over two subtrees. */
    public static Hash node(Hash left, Hash right) {
        return sha256(new byte[] {NODE}, left.bytes(), right.bytes());
    }

    /**
     * The root over nodes side by side, each of which stands for equally many leaves, but for the last, which may stand for fewer.
     * Over nothing it is the hash of the empty string.
     */
    public static Hash root(List<Hash> nodes) {
        if (nodes.isEmpty()) {
            return sha256();
        }
        if (nodes.size() == 1) {
            return nodes.get(0);
        }
        int split = Integer.highestOneBit(nodes.size() - 1);
        return node(root(nodes.subList(0, split)), root(nodes.subList(split, nodes.size())));
    }
}
