package dev.countersign.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 6962, section 2.1, word for word and without regard to cost. */
final class NaiveTree {

    private NaiveTree() {}

    static Hash root(List<byte[]> entries) {
        if (entries.isEmpty()) {
            return Merkle.sha256();
        }
        if (entries.size() == 1) {
            return Merkle.leaf(entries.get(0));
        }
        int k = split(entries.size());
        return Merkle.node(root(entries.subList(0, k)), root(entries.subList(k, entries.size())));
    }

    static List<Hash> path(int m, List<byte[]> entries) {
        List<Hash> path = new ArrayList<>();
        if (entries.size() > 1) {
            int k = split(entries.size());
            if (m < k) {
                path.addAll(path(m, entries.subList(0, k)));
                path.add(root(entries.subList(k, entries.size())));
            } else {
                path.addAll(path(m - k, entries.subList(k, entries.size())));
                path.add(root(entries.subList(0, k)));
            }
        }
        return path;
    }

    static List<Hash> proof(int m, List<byte[]> entries) {
        return subProof(m, entries, true);
    }

    private static List<Hash> subProof(int m, List<byte[]> entries, boolean whole) {
        List<Hash> proof = new ArrayList<>();
        if (m == entries.size()) {
            if (!whole) {
                proof.add(root(entries));
            }
            return proof;
        }
        int k = split(entries.size());
        if (m <= k) {
            proof.addAll(subProof(m, entries.subList(0, k), whole));
            proof.add(root(entries.subList(k, entries.size())));
        } else {
            proof.addAll(subProof(m - k, entries.subList(k, entries.size()), false));
            proof.add(root(entries.subList(0, k)));
        }
        return proof;
    }

    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }
}
